using VaeMl.Cli.Cells;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;

namespace VaeMl.Cli.Scoring;

/// <summary>
/// Scores a file in batches, with memory that does not grow with the file. Each thread takes a batch from reading to writing, so threads do not wait for
/// each other's work, and the rows are still in the cache when they are scored. Threads take turns in reading and writing, in the order of the rows.
/// </summary>
/// <param name="layout">The model, the file and the columns of the output.</param>
internal sealed class RowScorer(ScoreLayout layout)
{
    private readonly Lock _reading = new();
    private readonly object _writing = new();
    private long _read, _written;
    private bool _ended, _failed;

    /// <summary>The number of rows that could not be scored.</summary>
    public long Unscored { get; private set; }

    /// <summary>The number of rows flagged.</summary>
    public long Flagged { get; private set; }

    /// <summary>The levels that did not occur in training.</summary>
    public UnseenLevels UnseenLevels => layout.Features.Unseen;

    /// <summary>Scores all rows of the file.</summary>
    /// <param name="output">The stream to write the scores to.</param>
    /// <param name="batchDone">Called after every batch, on any thread; calls never overlap.</param>
    /// <param name="cancellation">Cancels the work between batches.</param>
    public void Run(Stream output, Action batchDone, CancellationToken cancellation)
    {
        CsvLines header = layout.NewLines();
        layout.WriteHeader(header);
        output.Write(header.Bytes);
        // After any failure, wait until all threads have stopped. They are dedicated threads, because those of the pool may be waiting for pipes.
        Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () => Work(output, batchDone, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)))
            .GetAwaiter().GetResult();
        if (layout.File.RowsRead == 0)
            throw new InputException($"{layout.File.Name}: the file has a header and no rows.");
        layout.Features.Finish();
    }

    private void Work(Stream output, Action batchDone, CancellationToken cancellation)
    {
        try
        {
            ScoreBatch batch = new(layout);
            while (Read(batch, batchDone, cancellation) is long turn)
            {
                batch.Score();
                Write(batch, turn, output);
            }
        }
        catch
        {
            lock (_writing)
            {
                _failed = true;
                Monitor.PulseAll(_writing);
            }
            throw;
        }
    }

    /// <summary>Reads the next batch.</summary>
    /// <returns>The number of the batch; null at the end of the file.</returns>
    private long? Read(ScoreBatch batch, Action batchDone, CancellationToken cancellation)
    {
        lock (_reading)
        {
            if (_ended || Volatile.Read(ref _failed))
                return null;
            // Also after an error.
            _ended = true;
            cancellation.ThrowIfCancellationRequested();
            if (!batch.Read())
                return null;
            batchDone();
            _ended = false;
            return _read++;
        }
    }

    /// <summary>Writes a batch once all earlier batches are written.</summary>
    private void Write(ScoreBatch batch, long turn, Stream output)
    {
        lock (_writing)
        {
            while (_written < turn && !_failed)
                Monitor.Wait(_writing);
            if (_failed)
                return;
            output.Write(batch.Lines);
            (Unscored, Flagged) = (Unscored + batch.Unscored, Flagged + batch.Flagged);
            _written++;
            Monitor.PulseAll(_writing);
        }
    }
}
