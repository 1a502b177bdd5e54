namespace VaeMl.Training;

/// <summary>A table as blocks of neighbouring rows, each of which is read in one go.</summary>
/// <param name="data">The table.</param>
internal sealed class RowBlocks(VaeData data)
{
    private const int BlockBytes = 1 << 14;

    /// <summary>The number of rows in a block. The last block may have fewer.</summary>
    public int Rows { get; } = Math.Max(1, BlockBytes / (data.FeatureCount * sizeof(float)));

    /// <summary>The number of blocks.</summary>
    public int Count => (int)(((long)data.Count + Rows - 1) / Rows);

    /// <summary>The first row of a block.</summary>
    public int First(int block) => block * Rows;

    /// <summary>The number of rows in the given block.</summary>
    public int RowsIn(int block) => Math.Min(Rows, data.Count - First(block));

    /// <summary>Visits all rows.</summary>
    /// <param name="row">Receives the number and the values of each row.</param>
    public void ForEachRow(Action<int, ReadOnlySpan<float>> row)
    {
        int d = data.FeatureCount;
        float[] buffer = new float[Rows * d];
        for (int block = 0; block < Count; block++)
        {
            data.CopyRows(First(block), buffer.AsSpan(0, RowsIn(block) * d));
            for (int i = 0; i < RowsIn(block); i++)
                row(First(block) + i, buffer.AsSpan(i * d, d));
        }
    }
}
