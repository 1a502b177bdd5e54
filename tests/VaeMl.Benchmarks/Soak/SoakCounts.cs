namespace VaeMl.Benchmarks.Soak;

/// <summary>What a part of the soak did.</summary>
/// <param name="FaultsInjected">Faults made on purpose: damage, kills, full disks.</param>
/// <param name="InputsTried">Files, tables or calls tried.</param>
/// <param name="ResultsCompared">Results that were compared with what they should be.</param>
/// <param name="DifferencesFound">How many were not.</param>
internal sealed record SoakCounts(long FaultsInjected, long InputsTried, long ResultsCompared, long DifferencesFound);
