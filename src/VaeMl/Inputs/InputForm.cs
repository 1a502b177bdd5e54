namespace VaeMl.Inputs;

/// <summary>What a transformer remembers about the columns that Fit saw.</summary>
/// <param name="OnnxType">The type of the column of features in an ONNX file.</param>
/// <param name="Sizes">For each column of a table, the number of vector elements, or 0 for a scalar; null for a column of features.</param>
internal sealed record InputForm(OnnxInputType OnnxType = OnnxInputType.Single, IReadOnlyList<int>? Sizes = null);
