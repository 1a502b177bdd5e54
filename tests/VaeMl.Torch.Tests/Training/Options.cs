namespace VaeMl.Torch.Tests.Training;

/// <summary>Options that train in a fraction of a second.</summary>
internal static class Options
{
    public static VaeOptions Quick { get; } = new() { HiddenSizes = [16], LatentSize = 2, Epochs = 15, CalibrationFolds = 2, BatchSize = 64 };
}
