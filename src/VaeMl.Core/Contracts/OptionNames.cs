using VaeMl.Messages;

namespace VaeMl.Contracts;

/// <summary>The options that messages name.</summary>
internal static class OptionNames
{
    public static readonly OptionName
        BatchSize = new(nameof(VaeOptions.BatchSize)),
        CalibrationFolds = new(nameof(VaeOptions.CalibrationFolds)),
        DecoderHiddenSizes = new(nameof(VaeOptions.DecoderHiddenSizes)),
        Epochs = new(nameof(VaeOptions.Epochs)),
        FlagRate = new(nameof(VaeOptions.FlagRate)),
        HiddenSizes = new(nameof(VaeOptions.HiddenSizes)),
        LatentSize = new(nameof(VaeOptions.LatentSize)),
        LearningRate = new(nameof(VaeOptions.LearningRate)),
        Patience = new(nameof(VaeOptions.Patience)),
        RowGradientLimit = new(nameof(VaeOptions.RowGradientLimit)),
        Split = new(nameof(VaeOptions.Split)),
        Standardize = new(nameof(VaeOptions.Standardize)),
        TrainingSamples = new(nameof(VaeOptions.TrainingSamples)),
        TrimFraction = new(nameof(VaeOptions.TrimFraction)),
        Trimming = new(nameof(VaeOptions.Trimming)),
        ValidationFraction = new(nameof(VaeOptions.ValidationFraction)),
        VarianceFloor = new(nameof(VaeOptions.VarianceFloor));

    /// <summary>The memory limit. It is not among <see cref="VaeOptions"/>, but ML.NET and the command line both have it.</summary>
    public static readonly OptionName MaxMemory = new("MaxMemory");
}
