using Microsoft.ML.Transforms.Onnx;
using VaeMl.Tests.Inputs;

namespace VaeMl.Tests.Onnx;

/// <summary>The file of a transformer fitted on another type than Single takes the pipeline's column as it is.</summary>
public sealed class TypedInputTests
{
    private const double Tolerance = 1e-4;
    private static readonly Lazy<VaeModel> OneFeature =
        new(() => Models.Fit(Models.Quick with { LatentSize = 1 }, [.. Models.Rows(200).Select(row => row[..1])]));

    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Double() => Check(OnnxInputType.Double, value => (double)value, rows =>
    {
        rows[3][1] = double.NaN;
        rows[4][1] = 1e300;
        rows[5][1] = double.NegativeInfinity;
    });

    [Fact]
    public void Boolean() => Check(OnnxInputType.Boolean, value => value > 0);

    [Fact]
    public void SByte() => Check(OnnxInputType.SByte, value => (sbyte)value);

    [Fact]
    public void Byte() => Check(OnnxInputType.Byte, value => (byte)Math.Max(0, value));

    [Fact]
    public void Int16() => Check(OnnxInputType.Int16, value => (short)value);

    [Fact]
    public void UInt16() => Check(OnnxInputType.UInt16, value => (ushort)Math.Max(0, value));

    [Fact]
    public void Int32() => Check(OnnxInputType.Int32, value => (int)(1000 * value));

    [Fact]
    public void UInt32() => Check(OnnxInputType.UInt32, value => (uint)Math.Max(0, 1000 * value));

    [Fact]
    public void Int64() => Check(OnnxInputType.Int64, value => (long)(1e9 * value));

    [Fact]
    public void UInt64() => Check(OnnxInputType.UInt64, value => (ulong)Math.Max(0, 1e9 * value));

    [Fact]
    public void Scalars_of_Double() => CheckScalar(OnnxInputType.Double, value => (double)value);

    [Fact]
    public void Scalars_of_Single() => CheckScalar(OnnxInputType.Single, value => value);

    [Fact]
    public void Scalars_of_Boolean() => CheckScalar(OnnxInputType.Boolean, value => value > 100);

    [Fact]
    public void The_type_that_Fit_saw_is_kept_by_changes_of_the_threshold_and_by_saving()
    {
        IDataView doubles = _mlContext.Data.LoadFromEnumerable(Rows(10, value => (double)value));
        VaeColumns columns = new() { ScoreColumnName = "Score", ElboColumnName = "Elbo" };
        VaeTransformer fitted = _mlContext.Transforms.VaeEncode(Views.Model, columns).Fit(doubles);
        VaeTransformer trained = _mlContext.Transforms.VaeEncode(new VaeEncodeOptions
        {
            ScoreColumnName = "Score", LatentColumnName = null, Vae = Models.Quick, Trainer = VaeTrainerKind.BuiltIn,
        }).Fit(doubles);
        Assert.Equal(InputOf(new VaeTransformer(_mlContext, Views.Model, columns)), InputOf(Views.Model, OnnxInputType.Single));
        Assert.Equal(InputOf(fitted), InputOf(Views.Model, OnnxInputType.Double));
        Assert.Equal(InputOf(trained), InputOf(trained.Model, OnnxInputType.Double));
        VaeTransformer loaded = (VaeTransformer)_mlContext.Reloaded(fitted.WithThreshold(3), doubles.Schema);
        Assert.Equal(InputOf(loaded), InputOf(Views.Model.WithThreshold(3), OnnxInputType.Double));
    }

    private static byte[] InputOf(VaeTransformer transformer)
    {
        using MemoryStream file = new();
        transformer.SaveOnnx(file);
        return file.ToArray();
    }

    private static byte[] InputOf(VaeModel model, OnnxInputType type)
    {
        using MemoryStream file = new();
        model.SaveOnnx(file, new OnnxExport { InputType = type, Latent = null, PredictedLabel = null });
        return file.ToArray();
    }

    private static TypedRow<T>[] Rows<T>(int count, Func<float, T> convert) =>
        [.. Models.Rows(count, seed: 2).Select(row => new TypedRow<T> { Features = [.. row.Select(convert)] })];

    private void Check<T>(OnnxInputType type, Func<float, T> convert, Action<T[][]>? change = null)
    {
        TypedRow<T>[] rows = Rows(60, convert);
        change?.Invoke([.. rows.Select(row => row.Features)]);
        Check(_mlContext.Transforms.VaeEncode(Views.Model, Views.AllColumns), type, _mlContext.Data.LoadFromEnumerable(rows));
    }

    private void CheckScalar<T>(OnnxInputType type, Func<float, T> convert) => Check(
        _mlContext.Transforms.VaeEncode(OneFeature.Value, Views.AllColumns),
        type,
        _mlContext.Data.LoadFromEnumerable(Models.Rows(60).Select(row => new ScalarRow<T> { Features = convert(row[0]) })));

    private void Check(VaeModelEstimator estimator, OnnxInputType type, IDataView data)
    {
        VaeTransformer transformer = estimator.Fit(data);
        Assert.Equal(type, transformer.Form.OnnxType);
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "model.onnx");
        transformer.SaveOnnx(path);
        using OnnxTransformer applied = _mlContext.Transforms.ApplyOnnxModel(["Latent", "Score", "PredictedLabel"], ["Features"], path).Fit(data);

        IDataView expected = transformer.Transform(data), actual = applied.Transform(data);

        float[] scores = expected.Column<float>("Score");
        Assert.All(scores.Zip(actual.Column<float[]>("Score")), pair => Same(pair.First, pair.Second.Single()));
        Assert.All(expected.Column<float[]>("Latent").Zip(actual.Column<float[]>("Latent")), pair => Assert.All(pair.First.Zip(pair.Second), z => Same(z.First, z.Second)));
        Assert.Equal(expected.Column<bool>("PredictedLabel"), actual.Column<bool[]>("PredictedLabel").Select(flags => flags.Single()));
        Assert.Equal(type == OnnxInputType.Double && transformer.Model.FeatureCount > 1 ? 2 : 0, scores.Count(float.IsNaN));
        VaeModel loaded = VaeModel.Load(path);
        Assert.Equal(transformer.Model.Threshold, loaded.Threshold);
    }

    private static void Same(float expected, float actual) =>
        Assert.Equal(expected, actual, float.IsNaN(expected) ? 0 : Tolerance * Math.Max(1, Math.Abs(expected)));
}
