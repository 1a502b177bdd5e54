namespace VaeMl.Torch.Tests.Library;

/// <summary>Applications with and without TorchSharp's native library, each a fresh process.</summary>
public sealed class LibraryTests
{
    private const string Start = "TorchSharp's native library does not load here";
    private static readonly VaeOptions Small = new() { HiddenSizes = [8], Epochs = 5, CalibrationFolds = 0 };
    private readonly VaeData _rows = Rows.Mixed(40);

    [TorchTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_the_library_a_model_of_TorchSharp_scores(bool withManagedPart)
    {
        VaeModel model = new TorchVaeTrainer(Small).Fit(_rows);
        using ApplicationFolder application = new(withManagedPart);
        string[] lines = application.Run(model, _rows);
        Assert.Equal("TorchSharp", lines[4]);
        Assert.Equal(string.Join(',', model.Scores(_rows).Select(BitConverter.SingleToInt32Bits)), lines[5]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_the_library_training_is_one_error_that_names_the_packages(bool withManagedPart)
    {
        using ApplicationFolder application = new(withManagedPart);
        string reason = CheckUnavailable(application.Run(new VaeTrainer(Small).Fit(_rows), _rows));
        Assert.Contains("Add the package TorchSharp-cpu", reason, StringComparison.Ordinal);
        Assert.Contains("TorchSharp-cuda-linux or TorchSharp-cuda-windows", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_the_loader_refuses_is_one_error_with_its_reason()
    {
        using ApplicationFolder application = new(withManagedPart: true);
        application.AddBrokenLibraries();
        string reason = CheckUnavailable(application.Run(new VaeTrainer(Small).Fit(_rows), _rows));
        Assert.StartsWith($"{Start}: ", reason, StringComparison.Ordinal);
        Assert.Contains("Provide what the loader asks for, or train with VaeTrainer", reason, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
            Assert.Contains("libtorch_cpu.so: ", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_package_cache_the_library_loads_as_it_does_beside_the_application()
    {
        using ApplicationFolder application = new(withManagedPart: false);
        string[] lines = application.Run(new VaeTrainer(Small).Fit(_rows), _rows, application.AddPackageCache());
        if (TorchVaeTrainer.IsAvailable(out _))
            Assert.Equal(["available", "True", "trained"], lines[..3]);
        else
            Assert.StartsWith($"{Start}: ", CheckUnavailable(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_there_is_not_asked_for()
    {
        if (!TorchVaeTrainer.IsAvailable(out string? reason))
            Assert.StartsWith($"{Start}: ", reason, StringComparison.Ordinal);
        else
            Assert.Null(reason);
    }

    /// <summary>IsAvailable and Train say the same, the built-in trainer trains, and nothing else is printed.</summary>
    private static string CheckUnavailable(string[] lines)
    {
        Assert.Equal(6, lines.Length);
        Assert.StartsWith(Start, lines[0], StringComparison.Ordinal);
        Assert.Equal(("False", lines[0], "BuiltIn"), (lines[1], lines[2], lines[3]));
        return lines[0];
    }
}
