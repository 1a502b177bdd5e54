using VaeMl.Torch.Tests;

namespace VaeMl.Tests;

/// <summary>Who trains in ML.NET, and what is left of it once a model is saved.</summary>
public sealed class TrainerTests
{
    private static readonly VaeEncodeOptions Options = new() { InputColumnName = "Features", Vae = Models.Quick with { CalibrationFolds = 0 } };

    [TorchTheory]
    [InlineData(VaeTrainerKind.Auto)]
    [InlineData(VaeTrainerKind.TorchSharp)]
    public void TorchSharp_trains_and_model_and_report_say_so(VaeTrainerKind kind) => TrainsAndSaysSo(kind, "TorchSharp");

    [Fact]
    public void The_built_in_trainer_trains_and_model_and_report_say_so() => TrainsAndSaysSo(VaeTrainerKind.BuiltIn, "BuiltIn");

    private static void TrainsAndSaysSo(VaeTrainerKind kind, string name)
    {
        MLContext mlContext = new(seed: 1);
        VaeTransformer transformer = mlContext.Transforms.VaeEncode(Options with { Trainer = kind }).Fit(mlContext.View(Views.Examples(100)));
        Assert.Equal((name, name), (transformer.Model.Trainer, transformer.TrainingReport!.Trainer));
    }

    [TorchFact]
    public void A_pipeline_trained_by_TorchSharp_scores_where_its_library_cannot_be_loaded()
    {
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.View(Views.Examples(100));
        var model = mlContext.Transforms.CopyColumns("Copied", "Features")
            .Append(mlContext.Transforms.VaeEncode(Options with { InputColumnName = "Copied", Trainer = VaeTrainerKind.TorchSharp })).Fit(data);
        using TemporaryFolder folder = new();
        string zip = Path.Combine(folder.Path, "model.zip"), input = Path.Combine(folder.Path, "in.idv"), output = Path.Combine(folder.Path, "out.idv");
        mlContext.Model.Save(model, data.Schema, zip);
        using (Stream file = File.Create(input))
            mlContext.Data.SaveAsBinary(data, file);

        OtherProcess.RunWithManagedFilesOnly("VaeMl.Tests.FreshProcess", zip, input, output);

        IDataView scored = mlContext.Data.LoadFromBinary(output), expected = model.Transform(data);
        Assert.Equal(expected.Bits("Latent"), scored.Bits("Latent"));
        Assert.Equal(expected.Bits("Elbo"), scored.Bits("Elbo"));
    }

    [Fact]
    public void Without_the_library_Auto_trains_with_a_warning_and_asking_for_TorchSharp_is_an_error()
    {
        string[] lines = OtherProcess.RunWithManagedFilesOnly("VaeMl.Tests.WithoutTorch");
        string warning = Assert.Single(lines, line => line.StartsWith("warning The built-in trainer is used instead of TorchSharp.", StringComparison.Ordinal));
        Assert.Contains("Add the package TorchSharp-cpu", warning, StringComparison.Ordinal);
        Assert.Contains("trainer BuiltIn", lines);
        string error = Assert.Single(lines, line => line.StartsWith("error ", StringComparison.Ordinal));
        Assert.Contains("Add the package TorchSharp-cpu", error, StringComparison.Ordinal);
        Assert.Contains("TorchSharp-cuda-linux", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_library_does_not_load_warning_and_error_give_the_loaders_reason()
    {
        string[] lines = OtherProcess.RunWithBrokenLibrary("VaeMl.Tests.WithoutTorch");
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("warning The built-in trainer is used instead of TorchSharp. TorchSharp's native library does not load here: ", lines[0], StringComparison.Ordinal);
        Assert.Equal("trainer BuiltIn", lines[1]);
        Assert.StartsWith("error TorchSharp's native library does not load here: ", lines[2], StringComparison.Ordinal);
        Assert.All((string[])[lines[0], lines[2]], line => Assert.DoesNotContain("Add the package", line, StringComparison.Ordinal));
        if (OperatingSystem.IsLinux())
            Assert.Contains("libtorch_cpu.so: ", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_none_is_refused_before_any_training()
    {
        MLContext mlContext = new(seed: 1);
        VaeEstimator estimator = mlContext.Transforms.VaeEncode(Options with { Trainer = VaeTrainerKind.TorchSharp, Device = "gpu" });
        Assert.Contains("cuda:N", Assert.Throws<ArgumentException>(() => estimator.Fit(mlContext.View(Views.Examples(100)))).Message, StringComparison.Ordinal);
    }
}
