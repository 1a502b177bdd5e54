namespace VaeMl.Benchmarks.Soak;

/// <summary>What a part of the soak is given.</summary>
/// <param name="Time">How long it runs.</param>
/// <param name="Seed">Its first seed.</param>
internal sealed record SoakSettings(TimeSpan Time, int Seed);
