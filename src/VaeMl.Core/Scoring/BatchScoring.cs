using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>Takes rows of a table, copied into one run, to an action on several threads.</summary>
internal static class BatchScoring
{
    private const int MostRows = 1024, MostValues = 1 << 22;

    /// <summary>Rows in a batch. Fixed for a number of features, so that sums over batches are the same on any machine; of wide rows fewer, so that a batch stays small.</summary>
    public static int BatchRows(int features) => Math.Clamp(MostValues / features / Tile.Rows * Tile.Rows, Tile.Rows, MostRows);

    /// <summary>What is done with a batch.</summary>
    /// <param name="first">The place of its first row among the rows asked for.</param>
    /// <param name="rows">Its values, row after row.</param>
    public delegate void BatchAction(int first, ReadOnlySpan<float> rows);

    /// <summary>Runs the action on every batch, in any order.</summary>
    /// <param name="data">The table.</param>
    /// <param name="indices">The rows asked for, or null for all.</param>
    /// <param name="action">Called from several threads at once.</param>
    /// <param name="threads">How many threads, or null for as many as there are processors.</param>
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
