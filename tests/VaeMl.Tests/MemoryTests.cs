using VaeMl.Tests.Inputs;

namespace VaeMl.Tests;

/// <summary>Tests that measure what the whole process holds run alone.</summary>
[CollectionDefinition(nameof(ProcessWide), DisableParallelization = true)]
public sealed class ProcessWide;

[Collection(nameof(ProcessWide))]
public sealed class MemoryTests
{
    private const int Rows = 200_000;
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Two_hundred_thousand_rows_flow_through_to_a_trainer_in_constant_memory()
    {
        List<long> held = [];
        IDataView view = _mlContext.Transformer().Transform(_mlContext.View(Measured(held)));
        var trainer = _mlContext.BinaryClassification.Trainers.AveragedPerceptron("IsHigh", "Latent", numberOfIterations: 1);
        var classifier = trainer.Fit(view);
        Assert.Equal(20, held.Count);
        // The rows would be 4 MB of features and as much of other columns.
        Assert.InRange(Growth(held), 0, 1_000_000);

        held.Clear();
        long rows = 0, right = 0;
        foreach (Judged judged in _mlContext.Data.CreateEnumerable<Judged>(classifier.Transform(view), reuseRowObject: true))
        {
            rows++;
            right += judged.IsHigh == judged.PredictedLabel ? 1 : 0;
        }
        Assert.Equal(Rows, rows);
        Assert.InRange((double)right / rows, 0.7, 1);
        Assert.InRange(Growth(held), 0, 1_000_000);
    }

    [Fact]
    public void A_row_costs_no_allocation() => CheckRows<float>(_mlContext.View(Views.Examples(20_000)));

    [Fact]
    public void A_row_of_Double_costs_no_allocation_dense_or_sparse()
    {
        CheckRows<double>(_mlContext.Data.LoadFromEnumerable(Doubles(20_000)));
        VBuffer<double> sparse = new(5, 2, [100, -5], [0, 2]);
        CheckRows<double>(_mlContext.Data.LoadFromEnumerable(Enumerable.Repeat(new SparseRow<double> { Features = sparse }, 20_000)));
    }

    [Fact]
    public void A_row_of_Boolean_costs_no_allocation() => CheckRows<bool>(_mlContext.Data.LoadFromEnumerable(
        Views.Examples(20_000).Select(row => new TypedRow<bool> { Features = [.. row.Features.Select(value => value > 0)] })));

    [Fact]
    public void A_prediction_costs_no_allocation() => CheckPredictions(Views.Examples(1000, missing: 0.1));

    [Fact]
    public void A_prediction_from_Double_costs_no_allocation() => CheckPredictions(Doubles(1000));

    private static TypedRow<double>[] Doubles(int rows) =>
        [.. Views.Examples(rows).Select(row => new TypedRow<double> { Features = [.. row.Features.Select(value => (double)value)] })];

    private void CheckRows<T>(IDataView data)
    {
        IDataView view = _mlContext.Transformer().Transform(_mlContext.Data.Cache(data));
        _ = Allocated<T>(view);
        // For 19,000 rows; the end of the pass may cost an object.
        Assert.InRange(Allocated<T>(view), 0, 1000);
    }

    private void CheckPredictions<TRow>(TRow[] rows)
        where TRow : class
    {
        PredictionEngine<TRow, Prediction> engine = _mlContext.Model.CreatePredictionEngine<TRow, Prediction>(_mlContext.Transformer());
        Prediction prediction = new();
        Predict();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Predict();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Predict()
        {
            foreach (TRow row in rows)
                engine.Predict(row, ref prediction);
        }
    }

    /// <summary>Bytes for the rows after the first thousand, by when all buffers are there.</summary>
    private static long Allocated<T>(IDataView view)
    {
        DataViewSchema.Column[] columns = [view.Schema["Score"], view.Schema["Latent"], view.Schema["Features"]];
        using DataViewRowCursor cursor = view.GetRowCursor(columns);
        ValueGetter<float> score = cursor.GetGetter<float>(columns[0]);
        ValueGetter<VBuffer<float>> latent = cursor.GetGetter<VBuffer<float>>(columns[1]);
        ValueGetter<VBuffer<T>> features = cursor.GetGetter<VBuffer<T>>(columns[2]);
        (float Score, VBuffer<float> Latent, VBuffer<T> Features) row = default;
        long before = 0;
        while (cursor.MoveNext())
        {
            if (cursor.Position == 1000)
                before = GC.GetAllocatedBytesForCurrentThread();
            score(ref row.Score);
            latent(ref row.Latent);
            features(ref row.Features);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>The most by which any measurement exceeds an earlier one: other tests' objects may still be freed meanwhile.</summary>
    private static long Growth(List<long> held) => held.Index().Max(later => later.Item - held.Take(later.Index + 1).Min());

    private static IEnumerable<Example> Measured(List<long> held)
    {
        Example[] examples = Views.Examples(1000);
        for (int i = 0; i < Rows; i++)
        {
            if (i % 10_000 == 5_000)
                held.Add(GC.GetTotalMemory(forceFullCollection: true));
            yield return examples[i % examples.Length];
        }
    }

    private sealed class Judged
    {
        public bool IsHigh { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
