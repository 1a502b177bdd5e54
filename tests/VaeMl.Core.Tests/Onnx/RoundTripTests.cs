using System.Globalization;
using System.Reflection;
using System.Text.Json;
using VaeMl.Onnx;
using VaeMl.Onnx.Proto;

namespace VaeMl.Tests.Onnx;

public sealed class RoundTripTests
{
    [Fact]
    public void Every_kind_of_model_comes_back_with_the_same_bits()
    {
        foreach (ModelCase kind in ModelCase.All)
        {
            VaeModel model = kind.Create();
            byte[] file = ModelBytes.Write(model);
            VaeModel loaded = ModelBytes.Read(file, "the file");
            float[] rows = [.. TestRows.Usual(model).AsSpan(0, 50 * ModelCase.Features), .. TestRows.Adversarial(model)];
            Assert.True(new Scores(model, rows).Bits.AsSpan().SequenceEqual(new Scores(loaded, rows).Bits), kind.ToString());
            Assert.True(file.AsSpan().SequenceEqual(ModelBytes.Write(loaded)), kind.ToString());
            Assert.True(file.AsSpan().SequenceEqual(ModelBytes.Write(kind.Create())), kind.ToString());
        }
    }

    [Fact]
    public void Metadata_come_back()
    {
        VaeModel model = new ModelCase("mixed").Create(), loaded = Copy(model);
        Assert.Equal(model.FeatureNames, loaded.FeatureNames);
        Assert.Equal(model.Likelihoods, loaded.Likelihoods);
        Assert.Equal(model.Trainer, loaded.Trainer);
        Assert.Equal(model.Threshold, loaded.Threshold);
        Assert.Equal(model.MeanTrainingScore, loaded.MeanTrainingScore);
        Assert.Equal(model.ParameterCount, loaded.ParameterCount);
        Assert.Equal(model.Metadata.RowsTrained, loaded.Metadata.RowsTrained);
        Assert.Equal(model.Quantiles.Count, loaded.Quantiles.Count);
        Assert.Equal(model.Quantiles.Ranks, loaded.Quantiles.Ranks);
        Assert.Equal(model.Quantiles.Scores, loaded.Quantiles.Scores);
        Assert.Equal(model.WithFlagRate(0.003).Threshold, loaded.WithFlagRate(0.003).Threshold);
        Assert.Equal(Json(model.Options), Json(loaded.Options));
    }

    [Fact]
    public void Options_are_stored_by_name()
    {
        using JsonDocument json = JsonDocument.Parse(Json(new VaeOptions()));
        foreach (PropertyInfo option in typeof(VaeOptions).GetProperties())
        {
            JsonElement value = json.RootElement.GetProperty(JsonNamingPolicy.CamelCase.ConvertName(option.Name));
            Assert.True(!option.PropertyType.IsEnum || value.ValueKind == JsonValueKind.String, option.Name);
        }
    }

    [Fact]
    public void An_option_younger_than_the_file_has_its_default()
    {
        VaeModel model = new ModelCase("gaussian").Create();
        VaeModel plain = new(model.Scorer, model.Metadata with { Options = new VaeOptions { VarianceFloor = model.Options.VarianceFloor } });
        byte[] old = ForgedFile.Of(ModelBytes.Write(plain), file => file.SetEntry("vaeml.options", """{"varianceFloor":0.05,"seed":0}"""));
        Assert.Equal(Json(plain.Options), Json(ModelBytes.Read(old, "the file").Options));
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(0.1)]
    [InlineData(1e300)]
    [InlineData(double.Epsilon)]
    public void Any_threshold_comes_back(double threshold) =>
        Assert.Equal(threshold, Copy(new ModelCase("gaussian").Create().WithThreshold(threshold)).Threshold);

    [Fact]
    public void A_model_without_calibration_comes_back()
    {
        VaeModel model = new ModelCase("gaussian").Create();
        VaeModel uncalibrated = new(model.Scorer, model.Metadata with { Quantiles = ScoreQuantiles.None, Threshold = double.PositiveInfinity });
        Assert.Equal(0, Copy(uncalibrated).Quantiles.Count);
    }

    [Fact]
    public void The_number_of_threads_leaves_no_trace()
    {
        VaeModel model = new ModelCase("gaussian").Create();
        VaeModel threaded = new(model.Scorer, model.Metadata with { Options = model.Options with { Threads = 3 } });
        Assert.Equal(ModelBytes.Write(model), ModelBytes.Write(threaded));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void The_culture_does_not_matter(string culture)
    {
        VaeModel model = new ModelCase("mixed").Create();
        byte[] file = ModelBytes.Write(model);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(file, ModelBytes.Write(model));
            Assert.Equal(model.Threshold, ModelBytes.Read(file, "the file").Threshold);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Other_names_and_outputs_load_as_well()
    {
        VaeModel model = new ModelCase("mixed", Score: ScoreKind.PlugIn, Samples: 3).Create();
        OnnxExport export = new() { Input = "Eingabe", Score = "Wert", Latent = null, PredictedLabel = null, Reconstruction = "shift" };
        byte[] file = ModelBytes.Write(model, export);
        VaeModel loaded = ModelBytes.Read(file, "the file");
        Assert.Equal(ModelBytes.Write(model), ModelBytes.Write(loaded));
        Assert.Equal(file, ModelBytes.Write(loaded, export));
    }

    [Fact]
    public void Other_types_of_the_input_load_as_well_and_Single_leaves_no_trace()
    {
        VaeModel model = new ModelCase("mixed").Create();
        foreach (OnnxInputType type in Enum.GetValues<OnnxInputType>())
        {
            byte[] file = ModelBytes.Write(model, new OnnxExport { InputType = type });
            Assert.Equal(ModelBytes.Write(model), ModelBytes.Write(ModelBytes.Read(file, "the file")));
            ModelProto onnx = ModelProto.Parser.ParseFrom(file);
            Assert.Equal(type == OnnxInputType.Single ? 1 : 0, onnx.Graph.Input.Count(input => input.Type.TensorType.ElemType == OnnxGraph.Float));
            Assert.Equal(type != OnnxInputType.Single, onnx.MetadataProps.Any(entry => entry.Value.Contains("inputType", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Names_are_checked_and_all_violations_named()
    {
        OnnxExport export = new() { Input = "Score", Latent = "", Elbo = "vaeml/Elbo" };
        ArgumentException e = Assert.Throws<ArgumentException>(() => new ModelCase("gaussian").Create().SaveOnnx(Stream.Null, export));
        Assert.Contains("must not be empty", e.Message, StringComparison.Ordinal);
        Assert.Contains("one is 'vaeml/Elbo'", e.Message, StringComparison.Ordinal);
        Assert.Contains("'Score' is given 2 times", e.Message, StringComparison.Ordinal);
        OnnxExport unknown = new() { InputType = (OnnxInputType)99 };
        e = Assert.Throws<ArgumentException>(() => new ModelCase("gaussian").Create().SaveOnnx(Stream.Null, unknown));
        Assert.Contains("InputType must be one of Single, Double, Boolean, SByte, Byte, Int16, UInt16, Int32, UInt32, Int64, UInt64; it is 99.", e.Message, StringComparison.Ordinal);
        OnnxExport none = new() { Latent = null, Elbo = null, Score = null, PredictedLabel = null };
        e = Assert.Throws<ArgumentException>(() => new ModelCase("gaussian").Create().SaveOnnx(Stream.Null, none));
        Assert.Contains("At least one output", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-0.1)]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(5)]
    public void A_rounded_threshold_parts_floats_as_the_exact_one_does(double threshold)
    {
        float rounded = ModelGraph.RoundDown(threshold);
        foreach (float score in new[] { (float)threshold, MathF.BitIncrement((float)threshold), MathF.BitDecrement((float)threshold), 0 })
            Assert.Equal(score <= threshold, score <= rounded);
    }

    private static string Json(VaeOptions options) => JsonSerializer.Serialize(options, MetadataJson.Default.VaeOptions);

    private static VaeModel Copy(VaeModel model)
    {
        using MemoryStream stream = new();
        model.Save(stream);
        stream.Position = 0;
        return VaeModel.Load(stream);
    }
}
