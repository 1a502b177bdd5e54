using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>Copies rows of a table into contiguous batches and processes these on several threads.</summary>
internal static class BatchScoring
{
    private const int MostRows = 1024, MostValues = 1 << 22;

    /// <summary>
    /// The number of rows in a batch. It depends only on the number of features, so that sums over batches are the same on any machine. Wide tables have fewer rows per
    /// batch, which bounds its size.
    /// </summary>
    public static int BatchRows(int features) => Math.Clamp(MostValues / features / Tile.Rows * Tile.Rows, Tile.Rows, MostRows);

    /// <summary>Processes a batch.</summary>
    /// <param name="first">The position of the batch's first row among the requested rows.</param>
    /// <param name="rows">The values of the batch, row-major.</param>
    public delegate void BatchAction(int first, ReadOnlySpan<float> rows);

    /// <summary>Runs the action on every batch, in any order.</summary>
    /// <param name="data">The table.</param>
    /// <param name="indices">The requested rows, or null for all.</param>
    /// <param name="action">The action. It is called from several threads at once.</param>
    /// <param name="threads">The number of threads, or null for the number of processors.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    public static void ForEachBatch(
        VaeData data, int[]? indices, BatchAction action, int? threads = null, CancellationToken cancellation = default)
    {
        int count = indices?.Length ?? data.Count, d = data.FeatureCount;
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount, CancellationToken = cancellation };
        int batchRows = BatchRows(d);
        Parallel.For(0, BatchCount(count, d), options, () => new float[checked(Math.Min(count, batchRows) * d)], (batch, _, buffer) =>
        {
            int first = batch * batchRows, rows = Math.Min(batchRows, count - first);
            if (indices is null)
                data.CopyRows(first, buffer.AsSpan(0, rows * d));
            else
                for (int i = 0; i < rows; i++)
                    data[indices[first + i]].CopyTo(buffer.AsSpan(i * d, d));
            action(first, buffer.AsSpan(0, rows * d));
            return buffer;
        }, _ => { });
    }

    public static int BatchCount(int rows, int features) => (int)(((long)rows + BatchRows(features) - 1) / BatchRows(features));
}
