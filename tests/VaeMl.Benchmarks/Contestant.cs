using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Benchmarks;

/// <summary>One transformer's times.</summary>
internal sealed class Contestant(string name, string column, ITransformer transformer) : IDisposable
{
    private const int Predictions = 5000;
    private readonly List<double> _rows = [], _rowsInSet = [], _microseconds = [];
    private PredictionEngine<TransformBenchmark.Row, Scored>? _engine;

    public string Name => name;

    public double RowsPerSecond => Figures.Median(_rows);

    public double RowsPerSecondInSet => Figures.Median(_rowsInSet);

    public double Microseconds => Figures.Median(_microseconds);

    /// <summary>Warms up.</summary>
    public void Prepare(MLContext mlContext, IDataView view, TransformBenchmark.Row row)
    {
        _engine = mlContext.Model.CreatePredictionEngine<TransformBenchmark.Row, Scored>(transformer, ignoreMissingColumns: true);
        for (int i = 0; i < Predictions; i++)
            _engine.Predict(row);
        Pass(view, 1);
        Pass(view, Environment.ProcessorCount);
    }

    public void Measure(IDataView view, TransformBenchmark.Row[] rows)
    {
        _rows.Add(rows.Length / Pass(view, 1));
        _rowsInSet.Add(rows.Length / Pass(view, Environment.ProcessorCount));
        Scored scored = new();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Predictions; i++)
            _engine!.Predict(rows[i % rows.Length], ref scored);
        _microseconds.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / Predictions);
    }

    public void Dispose() => _engine?.Dispose();

    private double Pass(IDataView view, int cursors)
    {
        IDataView output = transformer.Transform(view);
        DataViewSchema.Column needed = output.Schema[column];
        long start = Stopwatch.GetTimestamp();
        if (cursors == 1)
            Read(output.GetRowCursor([needed]), needed);
        else
            Parallel.ForEach(output.GetRowCursorSet([needed], cursors), cursor => Read(cursor, needed));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Read(DataViewRowCursor cursor, DataViewSchema.Column needed)
    {
        using (cursor)
            if (needed.Type is VectorDataViewType)
                Read(cursor, cursor.GetGetter<VBuffer<float>>(needed));
            else
                Read(cursor, cursor.GetGetter<float>(needed));
    }

    private static void Read<T>(DataViewRowCursor cursor, ValueGetter<T> get)
    {
        T value = default!;
        while (cursor.MoveNext())
            get(ref value);
    }

    /// <summary>What the engine fills: whichever of the two the transformer yields.</summary>
    internal sealed class Scored
    {
        public float Score { get; set; }

        public float[] Latent { get; set; } = [];
    }
}
