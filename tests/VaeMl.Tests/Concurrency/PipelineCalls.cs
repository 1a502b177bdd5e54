using System.Runtime.InteropServices;
using Microsoft.Extensions.ObjectPool;

namespace VaeMl.Tests.Concurrency;

/// <summary>A pipeline that many threads ask, with the bits that it answered one thread.</summary>
/// <typeparam name="TRow">The rows' type.</typeparam>
internal sealed class PipelineCalls<TRow>
    where TRow : class
{
    private readonly Microsoft.ML.ITransformer _pipeline;
    private readonly TRow[] _rows;
    private readonly byte[][] _expected;

    /// <param name="pipeline">The pipeline, with all columns of a <see cref="Verdict"/>.</param>
    /// <param name="rows">Rows for it.</param>
    public PipelineCalls(Microsoft.ML.ITransformer pipeline, TRow[] rows)
    {
        (_pipeline, _rows) = (pipeline, rows);
        using Microsoft.ML.PredictionEngine<TRow, Verdict> engine = Engine();
        _expected = [.. rows.Select(row => Answer(engine, row))];
        // A pool as web applications have one for a request to take an engine from; it keeps as many as twice the processors, and disposes of others.
        Pool = new DefaultObjectPoolProvider().Create(new EnginePolicy(this));
    }

    /// <summary>Engines for whoever needs one for a moment.</summary>
    public ObjectPool<Microsoft.ML.PredictionEngine<TRow, Verdict>> Pool { get; }

    public int Count => _rows.Length;

    /// <summary>An engine for one thread.</summary>
    public Microsoft.ML.PredictionEngine<TRow, Verdict> Engine() => new Microsoft.ML.MLContext().Model.CreatePredictionEngine<TRow, Verdict>(_pipeline);

    /// <summary>Whether an engine answers with other bits than it should.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="row">The row's number, any from 0.</param>
    public bool Differs(Microsoft.ML.PredictionEngine<TRow, Verdict> engine, int row) => !Answer(engine, _rows[row % Count]).AsSpan().SequenceEqual(_expected[row % Count]);

    /// <summary>The same with an engine from the pool.</summary>
    /// <param name="row">The row's number, any from 0.</param>
    public bool Differs(int row)
    {
        Microsoft.ML.PredictionEngine<TRow, Verdict> engine = Pool.Get();
        try
        {
            return Differs(engine, row);
        }
        finally
        {
            Pool.Return(engine);
        }
    }

    private static byte[] Answer(Microsoft.ML.PredictionEngine<TRow, Verdict> engine, TRow row)
    {
        Verdict verdict = engine.Predict(row);
        float[] numbers = [verdict.Score, verdict.PredictedLabel ? 1 : 0, .. verdict.Latent, .. verdict.Contributions];
        return MemoryMarshal.AsBytes<float>(numbers).ToArray();
    }

    private sealed class EnginePolicy(PipelineCalls<TRow> calls) : PooledObjectPolicy<Microsoft.ML.PredictionEngine<TRow, Verdict>>
    {
        public override Microsoft.ML.PredictionEngine<TRow, Verdict> Create() => calls.Engine();

        public override bool Return(Microsoft.ML.PredictionEngine<TRow, Verdict> obj) => true;
    }
}
