namespace VaeMl.Data;

/// <summary>Divides the memory that training may use.</summary>
internal static class RowBudget
{
    // A quarter for the loaded rows, and half as much again while they are read. The rest is for what is computed from them and for the runtime.
    private const int Parts = 4;

    /// <summary>The number of bytes of rows kept in memory at a time.</summary>
    /// <param name="maxMemory">The number of bytes that training may use.</param>
    public static long BytesInMemory(long maxMemory) => maxMemory / Parts;
}
