using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace VaeMl.Tests.Tables;

/// <summary>Several raw columns, of all kinds, are trained on, scored, saved and explained as they are.</summary>
public sealed class TableTests
{
    private static readonly VaeAnomalyOptions Options = new()
    {
        InputColumnNames = Payment.Inputs,
        ElboColumnName = "Elbo",
        ContributionsColumnName = "Contributions",
        ReconstructionColumnName = "Reconstruction",
        Vae = Models.Quick,
        Trainer = VaeTrainerKind.BuiltIn,
        Seed = 1,
    };

    private static readonly Lazy<VaeTransformer> Trained = new(() =>
        new MLContext().AnomalyDetection.Trainers.Vae(Options).Fit(new MLContext().Data.LoadFromEnumerable(Payment.Rows(400))));

    private readonly MLContext _mlContext = new(seed: 1);

    private static VaeTransformer Detector => Trained.Value;

    [Fact]
    public void Every_column_becomes_one_of_the_models_schema()
    {
        TableSchema schema = Detector.Model.Schema!;
        Assert.Equal(["Amount", "Country", "IsCard", "Time", "Place.0", "Place.1", "Items", "Tier"], schema.Columns.Select(column => column.Name));
        Assert.Equal(
            [ColumnKind.Number, ColumnKind.Category, ColumnKind.Boolean, ColumnKind.DateTime, ColumnKind.Number, ColumnKind.Number, ColumnKind.Number, ColumnKind.Category],
            schema.Columns.Select(column => column.Kind));
        Assert.Equal(["at", "ch", "de"], schema.Columns[1].Levels!);
        Assert.Equal(["1", "2", "3", "4"], schema.Columns[7].Levels!);
        Assert.Equal(DateParts.TimeOfDay | DateParts.DayOfWeek, schema.Columns[3].Parts);
        Assert.Equal(Options.InputColumnNames!, Detector.Columns.InputColumnNames!);
    }

    [Fact]
    public void A_view_an_engine_and_the_model_itself_agree_on_every_row_also_after_loading()
    {
        Payment[] rows = Payment.Rows(60, seed: 2);
        IDataView data = _mlContext.Data.LoadFromEnumerable(rows);
        ITransformer loaded = _mlContext.Reloaded(Detector, data.Schema);
        VaeScore[] expected = [.. rows.Select(row => Detector.Model.Score(Features(row)))];
        foreach (ITransformer transformer in new[] { Detector, loaded })
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
        Assert.Equal(Detector.Columns, ((VaeTransformer)loaded).Columns);
        Assert.Equal(Detector.Form.Sizes!, ((VaeTransformer)loaded).Form.Sizes!);
    }

    [Fact]
    public void Contributions_are_of_columns_and_add_up_to_the_score_above_the_usual()
    {
        Payment[] rows = Payment.Rows(40, seed: 2);
        rows[0].Country = "??";
        IDataView scored = Detector.Transform(_mlContext.Data.LoadFromEnumerable(rows));
        float[][] contributions = scored.Column<float[]>("Contributions");
        Assert.Equal(Detector.Model.Schema!.Columns.Select(column => column.Name), Slots(scored.Schema["Contributions"]));
        Assert.Equal(Detector.Model.FeatureNames, Slots(scored.Schema["Reconstruction"]));
        for (int i = 0; i < rows.Length; i++)
        {
            VaeScore expected = Detector.Model.Score(Features(rows[i]));
            Assert.Equal(expected.Score - Detector.Model.MeanTrainingScore, contributions[i].Sum() + expected.LatentContribution, 0.001 * Math.Max(1, Math.Abs(expected.Score)));
        }
        Assert.InRange(contributions[0][1], 5, 30);
    }

    [Fact]
    public void A_fresh_process_scores_to_the_same_bits()
    {
        Payment[] rows = Payment.Rows(100, seed: 2);
        (rows[3].Country, rows[4].Country, rows[5].Tier, rows[6].Time) = ("xx", "", 4, default);
        IDataView data = _mlContext.Data.LoadFromEnumerable(rows);
        using TemporaryFolder folder = new();
        string zip = Path.Combine(folder.Path, "model.zip"), input = Path.Combine(folder.Path, "in.idv"), output = Path.Combine(folder.Path, "out.idv");
        _mlContext.Model.Save(Detector, data.Schema, zip);
        using (Stream stream = File.Create(input))
            _mlContext.Data.SaveAsBinary(data, stream);
        string[] told = OtherProcess.Run("VaeMl.Tests.FreshProcess", zip, input, output);
        Assert.Contains("slots Contributions Amount Country IsCard Time Place.0 Place.1 Items Tier", told);
        IDataView expected = Detector.Transform(data), loaded = _mlContext.Data.LoadFromBinary(output);
        Assert.All(["Score", "Elbo", "Contributions", "Reconstruction"], column => Assert.Equal(expected.Bits(column), loaded.Bits(column)));
    }

    [Fact]
    public void What_is_missing_contributes_nothing_and_an_unseen_level_is_odd()
    {
        Payment[] rows = Payment.Rows(5, seed: 2);
        (rows[1].Country, rows[2].Tier, rows[3].Time, rows[4].Amount) = ("", 4, default, double.NaN);
        rows[0].Country = "xx";
        float[][] contributions = Detector.Transform(_mlContext.Data.LoadFromEnumerable(rows)).Column<float[]>("Contributions");
        Assert.Equal((0, 0, 0, 0), (contributions[1][1], contributions[2][7], contributions[3][3], contributions[4][0]));
        Assert.InRange(contributions[0][1], 5, 30);
        Assert.Equal(-1, Features(rows[0])[1]);
    }

    [Fact]
    public void Keys_with_values_are_levels_of_their_values_whatever_their_numbers()
    {
        Payment[] rows = Payment.Rows(100, seed: 2);
        IDataView keyed = _mlContext.Transforms.Conversion.MapValueToKey("Country").Fit(_mlContext.Data.LoadFromEnumerable(rows.Reverse()))
            .Transform(_mlContext.Data.LoadFromEnumerable(rows));
        Assert.IsType<KeyDataViewType>(keyed.Schema["Country"].Type);
        Assert.Equal(
            Detector.Transform(_mlContext.Data.LoadFromEnumerable(rows)).Column<float>("Score"),
            Detector.Transform(keyed).Column<float>("Score"));
        VaeAnomalyOptions options = Options with { InputColumnNames = ["Amount", "Country"] };
        Assert.Equal(["at", "ch", "de"], _mlContext.AnomalyDetection.Trainers.Vae(options).Fit(keyed).Model.Schema!.Columns[1].Levels!);
    }

    [Fact]
    public void The_short_forms_take_columns_by_name()
    {
        IDataView data = _mlContext.Data.LoadFromEnumerable(Payment.Rows(100));
        foreach (VaeEstimator estimator in new[]
        {
            _mlContext.Transforms.VaeEncode("Latent", "Amount", "Country", "Last"), _mlContext.AnomalyDetection.Trainers.Vae("Amount", "Country", "Last"),
        })
            Assert.StartsWith(
                "Could not find input column 'Last'", Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_column_of_text_is_a_table()
    {
        IDataView data = _mlContext.Data.LoadFromEnumerable(Payment.Rows(100));
        VaeTransformer detector = _mlContext.AnomalyDetection.Trainers.Vae(Options with { InputColumnNames = null, InputColumnName = "Country" }).Fit(data);
        Assert.Equal(["Country"], detector.Columns.InputColumnNames!);
        Assert.Equal(detector.Transform(data).Bits("Score"), _mlContext.Reloaded(detector, data.Schema).Transform(data).Bits("Score"));
    }

    [Fact]
    public void A_row_costs_no_allocation()
    {
        // A view of objects allocates for its dates and keys; cached columns do not.
        IDataView scored = Detector.Transform(_mlContext.Data.Cache(_mlContext.Data.LoadFromEnumerable(Payment.Rows(5000, seed: 2))));
        _ = Allocated(scored);
        // For 4,000 rows; the end of the pass may cost an object.
        Assert.InRange(Allocated(scored), 0, 1000);
    }

    [Fact]
    public void One_column_of_numbers_is_the_same_model_however_it_is_named()
    {
        IDataView data = _mlContext.View(Views.Examples(100));
        VaeTransformer one = _mlContext.AnomalyDetection.Trainers.Vae(Options with { InputColumnNames = null }).Fit(data);
        VaeTransformer list = _mlContext.AnomalyDetection.Trainers.Vae(Options with { InputColumnNames = ["Features"] }).Fit(data);
        Assert.Null(list.Model.Schema);
        Assert.Equal(one.Columns, list.Columns);
        Assert.Equal(one.Transform(data).Bits("Score"), list.Transform(data).Bits("Score"));
    }

    [Fact]
    public void A_model_of_a_table_takes_the_columns_that_its_schema_names()
    {
        IDataView data = _mlContext.Data.LoadFromEnumerable(Payment.Rows(50, seed: 2));
        VaeModel model = _mlContext.AnomalyDetection.Trainers.Vae(Options with { InputColumnNames = ["Amount", "Country", "Time"] })
            .Fit(_mlContext.Data.LoadFromEnumerable(Payment.Rows(200))).Model;
        using MemoryStream file = new();
        model.Save(file);
        file.Position = 0;
        VaeTransformer encoder = _mlContext.Transforms.VaeEncode(VaeModel.Load(file)).Fit(data);
        Assert.Equal(["Amount", "Country", "Time"], encoder.Columns.InputColumnNames!);
        Assert.Equal(50, encoder.Transform(data).Column<float[]>("Latent").Length);
        Assert.Equal(encoder.Transform(data).Bits("Elbo"), _mlContext.Reloaded(encoder, data.Schema).Transform(data).Bits("Elbo"));
    }

    [Fact]
    public void The_estimator_promises_what_the_transformer_yields()
    {
        var pipeline = _mlContext.Transforms.CopyColumns("Copy", "Amount").Append(_mlContext.AnomalyDetection.Trainers.Vae(Options))
            .Append(_mlContext.Transforms.Concatenate("All", "Score", "Contributions", "Reconstruction"));
        IDataView data = _mlContext.Data.LoadFromEnumerable(Payment.Rows(100));
        IDataView scored = pipeline.Fit(data).Transform(data);
        Assert.Equal(1 + 8 + Detector.Model.FeatureCount, ((VectorDataViewType)scored.Schema["All"].Type).Size);
    }

    [Fact]
    public void An_ONNX_file_takes_the_columns()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "model.onnx");
        Detector.SaveOnnx(path);
        VaeModel loaded = VaeModel.Load(path);
        Payment row = Payment.Rows(1, seed: 2)[0];
        float expected = (float)Detector.Model.Score(Features(row)).Score;
        Assert.Equal(expected, (float)loaded.Score(Features(row)).Score);
        using InferenceSession session = new(path);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([.. Detector.Model.Schema!.Columns.Select(Input)], ["Score"]);
        Assert.Equal(expected, results.Single().AsEnumerable<float>().Single(), 1e-4 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(Detector.Model.Schema!.FeatureNames, loaded.Schema!.FeatureNames);
    }

    /// <summary>A column of a row, as an ONNX file takes it.</summary>
    private static NamedOnnxValue Input(SchemaColumn column)
    {
        Payment row = Payment.Rows(1, seed: 2)[0];
        return column.Name switch
        {
            "Country" => One(row.Country),
            "Tier" => One((row.Tier + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            "Time" => One((row.Time - DateTime.UnixEpoch).TotalSeconds),
            _ => One(Features(row)[Detector.Model.FeatureNames.ToList().IndexOf(column.Name)]),
        };

        NamedOnnxValue One<T>(T value) => NamedOnnxValue.CreateFromTensor(column.Name, new DenseTensor<T>(new[] { value }, [1, 1]));
    }

    [Fact]
    public void Names_of_inputs_are_checked()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => _mlContext.Transforms.VaeEncode("Latent", "A", "", "A"));
        Assert.Contains("InputColumnNames must name columns; one name is empty.", e.Message, StringComparison.Ordinal);
        Assert.Contains("InputColumnNames must differ; 'A' is given 2 times.", e.Message, StringComparison.Ordinal);
    }

    /// <summary>A row as the schema says.</summary>
    private static float[] Features(Payment row)
    {
        TableSchema schema = Detector.Model.Schema!;
        float[] date = new float[4];
        if (row.Time == default)
            Array.Fill(date, float.NaN);
        else
            schema.Columns[3].Encode(row.Time, date);
        return
        [
            (float)row.Amount,
            row.Country.Length == 0 ? float.NaN : schema.Columns[1].LevelOf(row.Country),
            row.IsCard ? 1 : 0,
            .. date,
            .. row.Place,
            row.Items,
            row.Tier == 4 ? float.NaN : row.Tier,
        ];
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
