using VaeMl.Cli.Cells;
using VaeMl.Cli.Csv;

namespace VaeMl.Cli.Scoring;

/// <summary>
/// Scores a file batch by batch, in memory that does not grow with the file: one thread reads and writes, in the order of the rows, while the others score.
/// </summary>
/// <param name="layout">The model, the file and what is written.</param>
internal sealed class RowScorer(ScoreLayout layout)
{
    private readonly Queue<Task<ScoreBatch>> _scoring = new();
    private readonly Stack<ScoreBatch> _free = new();

    /// <summary>The number of rows that could not be scored.</summary>
    public long Unscored { get; private set; }

    /// <summary>The number of rows flagged.</summary>
    public long Flagged { get; private set; }

    /// <summary>The levels that training did not have.</summary>
    public UnseenLevels UnseenLevels => layout.Features.Unseen;

    /// <summary>Scores all rows of the file.</summary>
    /// <param name="output">Where the scores go.</param>
    /// <param name="batchDone">Called after every batch.</param>
    /// <param name="cancellation">Stops the work between batches.</param>
    public void Run(Stream output, Action batchDone, CancellationToken cancellation)
    {
        CsvLines header = layout.NewLines();
        layout.WriteHeader(header);
        output.Write(header.Bytes);
        int mostAtOnce = Environment.ProcessorCount + 1;
        try
        {
            for (ScoreBatch batch = NextBatch(); batch.Read(); batch = NextBatch())
            {
                cancellation.ThrowIfCancellationRequested();
                _scoring.Enqueue(Task.Run(batch.Score, CancellationToken.None));
                if (_scoring.Count == mostAtOnce)
                    Write(output);
                batchDone();
            }
            while (_scoring.Count > 0)
                Write(output);
        }
        finally
        {
            // Whatever went wrong, no work goes on behind it.
            Task.WhenAll(_scoring).ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
        }
        if (layout.File.RowsRead == 0)
            throw new InputException($"{layout.File.Name}: the file has a header and no rows.");
        layout.Features.Finish();
    }

    private ScoreBatch NextBatch() => _free.TryPop(out ScoreBatch? batch) ? batch : new ScoreBatch(layout);

    /// <summary>Writes the oldest batch, when it is scored.</summary>
    private void Write(Stream output)
    {
        ScoreBatch batch = _scoring.Dequeue().GetAwaiter().GetResult();
        output.Write(batch.Lines);
        (Unscored, Flagged) = (Unscored + batch.Unscored, Flagged + batch.Flagged);
        _free.Push(batch);
    }
}
