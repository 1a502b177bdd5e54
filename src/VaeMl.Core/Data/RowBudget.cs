namespace VaeMl.Data;

/// <summary>How the memory that a training may take is shared out.</summary>
internal static class RowBudget
{
    // A quarter for the rows at hand, and half as much again while they are read; the rest is for what is computed of them and for the runtime.
    private const int Parts = 4;

    /// <summary>The bytes of rows that are kept in memory at a time.</summary>
    /// <param name="maxMemory">The bytes that a training may take.</param>
    public static long BytesInMemory(long maxMemory) => maxMemory / Parts;
}
