using System.Globalization;

namespace VaeMl.Tests.Inputs;

/// <summary>Numbers of other types than Single score as their Single values do, everywhere.</summary>
public sealed class InputTypeTests
{
    private static readonly string[] FloatColumns = ["Latent", "LatentVariance", "Elbo", "Score", "Contributions", "Reconstruction"];
    private static readonly Lazy<VaeModel> OneFeature =
        new(() => Models.Fit(Models.Quick with { LatentSize = 1 }, [.. Models.Rows(200).Select(row => row[..1])]));

    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Vectors_of_Double() => Check(Models.Rows(300, missing: 0.1), value => (double)value);

    [Fact]
    public void Vectors_of_Boolean() => Check(Whole(0, 2), value => value == 1);

    [Fact]
    public void Vectors_of_SByte() => Check(Whole(sbyte.MinValue, sbyte.MaxValue + 1), value => (sbyte)value);

    [Fact]
    public void Vectors_of_Byte() => Check(Whole(0, byte.MaxValue + 1), value => (byte)value);

    [Fact]
    public void Vectors_of_Int16() => Check(Whole(short.MinValue, short.MaxValue + 1), value => (short)value);

    [Fact]
    public void Vectors_of_UInt16() => Check(Whole(0, ushort.MaxValue + 1), value => (ushort)value);

    [Fact]
    public void Vectors_of_Int32() => Check(Whole(-(1 << 24), 1 << 24), value => (int)value);

    [Fact]
    public void Vectors_of_UInt32() => Check(Whole(0, 1 << 24), value => (uint)value);

    [Fact]
    public void Vectors_of_Int64() => Check(Whole(-(1 << 24), 1 << 24), value => (long)value);

    [Fact]
    public void Vectors_of_UInt64() => Check(Whole(0, 1 << 24), value => (ulong)value);

    [Fact]
    public void Scalars_of_Single() => CheckScalar(value => value);

    [Fact]
    public void Scalars_of_Double() => CheckScalar(value => (double)value);

    [Fact]
    public void Scalars_of_Boolean() => CheckScalar(value => value > 100);

    [Fact]
    public void Scalars_of_Int16() => CheckScalar(value => (short)value);

    [Fact]
    public void A_sparse_vector_of_Double_scores_and_trains_as_the_dense_one()
    {
        float[][] rows = [.. Models.Rows(200).Select((row, i) => i % 3 == 0 ? row : new[] { row[0], 0, row[2], 0, 0 })];
        IDataView dense = _mlContext.View(Views.Examples(rows)), sparse = _mlContext.Data.LoadFromEnumerable(rows.Select((row, i) => new SparseRow<double>
        {
            Features = i % 3 == 0
                ? new VBuffer<double>(5, [.. row.Select(value => (double)value)])
                : new VBuffer<double>(5, 2, [row[0], row[2]], [0, 2]),
        }));
        VaeTransformer transformer = _mlContext.Transformer();
        Assert.All(FloatColumns, column => Assert.Equal(transformer.Transform(dense).Bits(column), transformer.Transform(sparse).Bits(column)));
        VaeEncodeOptions options = new() { Vae = Models.Quick, Trainer = VaeTrainerKind.BuiltIn };
        Assert.Equal(
            _mlContext.Transforms.VaeEncode(options).Fit(dense).Transform(dense).Bits("Elbo"),
            _mlContext.Transforms.VaeEncode(options).Fit(sparse).Transform(sparse).Bits("Elbo"));
    }

    [Fact]
    public void A_Double_beyond_the_range_of_Single_cannot_be_scored_and_the_others_go_on()
    {
        double[][] rows = [.. Models.Rows(100).Select(row => Array.ConvertAll(row, value => (double)value))];
        rows[7][1] = -1e300;
        rows[8][1] = double.NaN;
        LogLines log = new(_mlContext);
        IDataView data = _mlContext.Data.LoadFromEnumerable(rows.Select(row => new TypedRow<double> { Features = row }));
        Prediction[] scored = [.. _mlContext.Data.CreateEnumerable<Prediction>(_mlContext.Transformer().Transform(data), reuseRowObject: false)];
        Assert.True(float.IsNaN(scored[7].Score) && scored[7].PredictedLabel);
        Assert.StartsWith("1 row could not be scored", Assert.Single(log.Warnings), StringComparison.Ordinal);
        Assert.All(scored.Where((_, i) => i != 7), row => Assert.True(float.IsFinite(row.Score)));
        Assert.Equal(0, scored[8].Contributions[1]);
    }

    [Fact]
    public void A_view_of_rows_shorter_than_its_schema_says_is_an_error_that_names_the_row()
    {
        Example[] examples = Views.Examples(50);
        examples[40].Features = [1, 2, 3];
        IDataView data = _mlContext.View(examples);
        foreach (Action use in new Action[]
        {
            () => _mlContext.Transformer().Transform(data).Column<float>("Score"),
            () => _mlContext.Transforms.VaeEncode(new VaeEncodeOptions { Vae = Models.Quick, Trainer = VaeTrainerKind.BuiltIn }).Fit(data),
        })
        {
            VaeDataException e = Assert.Throws<VaeDataException>(use);
            Assert.Equal(40, e.Row);
            Assert.StartsWith("Row 40 holds 3 values in column 'Features', whose type Vector<Single, 5> says 5.", e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(6)]
    public void A_prediction_from_an_array_of_another_length_is_an_error_and_the_next_one_works(int length)
    {
        Example good = Views.Examples(1)[0], bad = new() { Features = length == 0 ? null! : new float[length] };
        using PredictionEngine<Example, Prediction> engine = _mlContext.Model.CreatePredictionEngine<Example, Prediction>(_mlContext.Transformer());
        Assert.Equal(Views.Model.Score(good.Features).Score, engine.Predict(good).Score);
        VaeDataException e = Assert.Throws<VaeDataException>(() => engine.Predict(bad));
        Assert.Contains($"holds {length} values in column 'Features', whose type Vector<Single, 5> says 5.", e.Message, StringComparison.Ordinal);
        Assert.Equal(Views.Model.Score(good.Features).Score, engine.Predict(good).Score);
    }

    private static float[][] Whole(int least, int end)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, 300).Select(i => i < 2
            ? Enumerable.Repeat(i == 0 ? (float)least : end - 1, 5).ToArray()
            : [.. Enumerable.Range(0, 5).Select(_ => (float)random.Next(least, end))])];
    }

    private void Check<T>(float[][] rows, Func<float, T> convert)
    {
        TypedRow<T>[] typed = [.. rows.Select(row => new TypedRow<T> { Features = [.. row.Select(convert)] })];
        Example[] examples = Views.Examples(rows);
        IDataView expected = _mlContext.View(examples), actual = _mlContext.Data.LoadFromEnumerable(typed);
        Check<TypedRow<T>>(_mlContext.Transformer(), expected, actual, typed);

        // Trained on either, it is the same model.
        VaeAnomalyOptions options = new() { Vae = Models.Quick with { Epochs = 3 }, Trainer = VaeTrainerKind.BuiltIn };
        VaeTransformer single = _mlContext.AnomalyDetection.Trainers.Vae(options).Fit(expected);
        VaeTransformer other = _mlContext.AnomalyDetection.Trainers.Vae(options).Fit(actual);
        Assert.Equal(Saved(single.Model), Saved(other.Model));
        Assert.Equal(["f0", "f1", "f2", "f3", "f4"], other.Model.FeatureNames);
    }

    private void CheckScalar<T>(Func<float, T> convert)
    {
        T[] values = [.. Models.Rows(300).Select(row => convert(row[0]))];
        ScalarRow<T>[] typed = [.. values.Select(value => new ScalarRow<T> { Features = value })];
        IDataView expected = _mlContext.Data.LoadFromEnumerable(values.Select(value => new OneFeatureRow { Features = [Convert.ToSingle(value, CultureInfo.InvariantCulture)] }));
        IDataView actual = _mlContext.Data.LoadFromEnumerable(typed);
        Check(new VaeTransformer(_mlContext, OneFeature.Value, Views.AllColumns), expected, actual, typed);

        VaeTransformer trained = _mlContext.AnomalyDetection.Trainers.Vae(new VaeAnomalyOptions
        {
            Vae = Models.Quick with { LatentSize = 1 },
            Trainer = VaeTrainerKind.BuiltIn,
        }).Fit(actual);
        Assert.Equal(["Features"], trained.Model.FeatureNames);
    }

    /// <summary>All columns of all rows, by a view, after saving and loading, and by a prediction engine.</summary>
    private void Check<TRow>(VaeTransformer transformer, IDataView expected, IDataView actual, TRow[] rows)
        where TRow : class
    {
        IDataView single = transformer.Transform(expected);
        ITransformer loaded = _mlContext.Reloaded(transformer, actual.Schema);
        foreach (IDataView view in new[] { transformer.Transform(actual), loaded.Transform(actual) })
            Assert.All(FloatColumns, column => Assert.Equal(single.Bits(column), view.Bits(column)));
        float[] scores = single.Column<float>("Score");
        bool[] flags = single.Column<bool>("PredictedLabel");
        using PredictionEngine<TRow, Judged> engine = _mlContext.Model.CreatePredictionEngine<TRow, Judged>(loaded);
        for (int i = 0; i < rows.Length; i++)
        {
            Judged judged = engine.Predict(rows[i]);
            Assert.Equal((scores[i], flags[i]), (judged.Score, judged.PredictedLabel));
        }
    }

    private static byte[] Saved(VaeModel model)
    {
        using MemoryStream stream = new();
        model.Save(stream);
        return stream.ToArray();
    }

    private sealed class OneFeatureRow
    {
        [VectorType(1)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Judged
    {
        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
