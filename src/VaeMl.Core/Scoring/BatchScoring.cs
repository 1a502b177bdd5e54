namespace VaeMl.Scoring;

/// <summary>Takes rows of a table, copied into one run, to an action on several threads.</summary>
internal static class BatchScoring
{
    /// <summary>Rows in a batch. Fixed, so that sums over batches are the same on any machine.</summary>
    public const int BatchRows = 1024;

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
        Parallel.For(0, BatchCount(count), options, () => new float[Math.Min(count, BatchRows) * d], (batch, _, buffer) =>
        {
            int first = batch * BatchRows, rows = Math.Min(BatchRows, count - first);
            if (indices is null)
                data.CopyRows(first, buffer.AsSpan(0, rows * d));
            else
                for (int i = 0; i < rows; i++)
                    data[indices[first + i]].CopyTo(buffer.AsSpan(i * d, d));
            action(first, buffer.AsSpan(0, rows * d));
            return buffer;
        }, _ => { });
    }

    public static int BatchCount(int rows) => (rows + BatchRows - 1) / BatchRows;
}
