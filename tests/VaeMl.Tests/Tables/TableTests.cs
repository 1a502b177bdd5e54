namespace VaeMl.Tests.Tables;

/// <summary>Several raw columns, of all kinds, are trained on, scored and explained as they are.</summary>
public sealed class TableTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Every_column_becomes_one_of_the_models_schema()
    {
        TableSchema schema = PaymentDetector.Trained.Model.Schema!;
        Assert.Equal(["Amount", "Country", "IsCard", "Time", "Place.0", "Place.1", "Items", "Tier"], schema.Columns.Select(column => column.Name));
        Assert.Equal(
            [ColumnKind.Number, ColumnKind.Category, ColumnKind.Boolean, ColumnKind.DateTime, ColumnKind.Number, ColumnKind.Number, ColumnKind.Number, ColumnKind.Category],
            schema.Columns.Select(column => column.Kind));
        Assert.Equal(["at", "ch", "de"], schema.Columns[1].Levels!);
        Assert.Equal(["1", "2", "3", "4"], schema.Columns[7].Levels!);
        Assert.Equal(DateParts.TimeOfDay | DateParts.DayOfWeek, schema.Columns[3].Parts);
        Assert.Equal(PaymentDetector.Options.InputColumnNames!, PaymentDetector.Trained.Columns.InputColumnNames!);
    }

    [Fact]
    public void A_view_an_engine_and_the_model_itself_agree_on_every_row_also_after_loading()
    {
        Payment[] rows = Payment.Rows(60, seed: 2);
        IDataView data = _mlContext.Data.LoadFromEnumerable(rows);
        ITransformer loaded = _mlContext.Reloaded(PaymentDetector.Trained, data.Schema);
        VaeScore[] expected = [.. rows.Select(row => PaymentDetector.Trained.Model.Score(PaymentDetector.Features(row)))];
        foreach (ITransformer transformer in new[] { PaymentDetector.Trained, loaded })
        {
            IDataView scored = transformer.Transform(data);
            Assert.Equal(expected.Select(row => row.Score), scored.Column<float>("Score"));
            Assert.Equal(expected.Select(row => row.Elbo), scored.Column<float>("Elbo"));
            float[][] contributions = scored.Column<float[]>("Contributions");
            using PredictionEngine<Payment, PaymentVerdict> engine = _mlContext.Model.CreatePredictionEngine<Payment, PaymentVerdict>(transformer);
            for (int i = 0; i < rows.Length; i++)
            {
                PaymentVerdict verdict = engine.Predict(rows[i]);
                Assert.Equal((expected[i].Score, expected[i].IsAnomaly), (verdict.Score, verdict.PredictedLabel));
                Assert.Equal(contributions[i], verdict.Contributions);
            }
        }
        Assert.Equal(PaymentDetector.Trained.Columns, ((VaeTransformer)loaded).Columns);
        Assert.Equal(PaymentDetector.Trained.Form.Sizes!, ((VaeTransformer)loaded).Form.Sizes!);
    }

    [Fact]
    public void Contributions_are_of_columns_and_add_up_to_the_score_above_the_usual()
    {
        Payment[] rows = Payment.Rows(40, seed: 2);
        rows[0].Country = "??";
        IDataView scored = PaymentDetector.Trained.Transform(_mlContext.Data.LoadFromEnumerable(rows));
        float[][] contributions = scored.Column<float[]>("Contributions");
        Assert.Equal(PaymentDetector.Trained.Model.Schema!.Columns.Select(column => column.Name), Slots(scored.Schema["Contributions"]));
        Assert.Equal(PaymentDetector.Trained.Model.FeatureNames, Slots(scored.Schema["Reconstruction"]));
        for (int i = 0; i < rows.Length; i++)
        {
            VaeScore expected = PaymentDetector.Trained.Model.Score(PaymentDetector.Features(rows[i]));
            Assert.Equal(expected.Score - PaymentDetector.Trained.Model.MeanTrainingScore, contributions[i].Sum() + expected.LatentContribution, 0.001 * Math.Max(1, Math.Abs(expected.Score)));
        }
        Assert.InRange(contributions[0][1], 5, 30);
    }

    [Fact]
    public void What_is_missing_contributes_nothing_and_an_unseen_level_is_odd()
    {
        Payment[] rows = Payment.Rows(5, seed: 2);
        (rows[1].Country, rows[2].Tier, rows[3].Time, rows[4].Amount) = ("", 4, default, double.NaN);
        rows[0].Country = "xx";
        float[][] contributions = PaymentDetector.Trained.Transform(_mlContext.Data.LoadFromEnumerable(rows)).Column<float[]>("Contributions");
        Assert.Equal((0, 0, 0, 0), (contributions[1][1], contributions[2][7], contributions[3][3], contributions[4][0]));
        Assert.InRange(contributions[0][1], 5, 30);
        Assert.Equal(-1, PaymentDetector.Features(rows[0])[1]);
    }

    [Fact]
    public void A_row_costs_no_allocation()
    {
        // A view of objects allocates for its dates and keys; cached columns do not.
        IDataView scored = PaymentDetector.Trained.Transform(_mlContext.Data.Cache(_mlContext.Data.LoadFromEnumerable(Payment.Rows(5000, seed: 2))));
        _ = Allocated(scored);
        // For 4,000 rows; the end of the pass may cost an object.
        Assert.InRange(Allocated(scored), 0, 1000);
    }

    [Fact]
    public void The_estimator_promises_what_the_transformer_yields()
    {
        var pipeline = _mlContext.Transforms.CopyColumns("Copy", "Amount").Append(_mlContext.AnomalyDetection.Trainers.Vae(PaymentDetector.Options))
            .Append(_mlContext.Transforms.Concatenate("All", "Score", "Contributions", "Reconstruction"));
        IDataView data = _mlContext.Data.LoadFromEnumerable(Payment.Rows(100));
        IDataView scored = pipeline.Fit(data).Transform(data);
        Assert.Equal(1 + 8 + PaymentDetector.Trained.Model.FeatureCount, ((VectorDataViewType)scored.Schema["All"].Type).Size);
    }

    /// <summary>Bytes for the rows after the first thousand, by when all buffers are there.</summary>
    private static long Allocated(IDataView view)
    {
        DataViewSchema.Column[] columns = [view.Schema["Score"], view.Schema["Contributions"]];
        using DataViewRowCursor cursor = view.GetRowCursor(columns);
        ValueGetter<float> score = cursor.GetGetter<float>(columns[0]);
        ValueGetter<VBuffer<float>> contributions = cursor.GetGetter<VBuffer<float>>(columns[1]);
        (float Score, VBuffer<float> Contributions) row = default;
        long before = 0;
        while (cursor.MoveNext())
        {
            if (cursor.Position == 1000)
                before = GC.GetAllocatedBytesForCurrentThread();
            score(ref row.Score);
            contributions(ref row.Contributions);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static IEnumerable<string> Slots(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return names.DenseValues().Select(name => name.ToString());
    }
}
