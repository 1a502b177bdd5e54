namespace VaeMl.Data;

/// <summary>Which rows can be used. The loading of tiles decides the same on vectors.</summary>
internal static class UsableRow
{
    /// <summary>Whether a row can be scored: some value is observed, and none is infinite.</summary>
    public static bool CanBeScored(ReadOnlySpan<float> row) =>
        HasObserved(row) && !row.ContainsAny(float.NegativeInfinity, float.PositiveInfinity);

    /// <summary>Whether some value is not missing, that is not NaN. Training skips other rows.</summary>
    public static bool HasObserved(ReadOnlySpan<float> row) => row.ContainsAnyInRange(float.NegativeInfinity, float.PositiveInfinity);
}
