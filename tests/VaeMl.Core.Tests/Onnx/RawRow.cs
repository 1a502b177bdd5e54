namespace VaeMl.Tests.Onnx;

/// <summary>A row of the <see cref="MixedTable"/>, with null, "" or NaN where it is missing.</summary>
internal sealed record RawRow(DateTime? Time, string Host, string Zone, float Healthy, float Load);
