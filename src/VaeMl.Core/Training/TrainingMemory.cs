using VaeMl.Contracts;
using VaeMl.Networks;
using VaeMl.Scoring;
using VaeMl.Messages;
using VaeMl.Training.Engines;

namespace VaeMl.Training;

/// <summary>The memory that training needs, computed before any is allocated, because valid options can require more than there is.</summary>
/// <param name="shape">The network.</param>
/// <param name="options">The options. None that concerns the model is null.</param>
/// <param name="rows">The number of rows of the data.</param>
internal sealed class TrainingMemory(NetworkShape shape, VaeOptions options, int rows)
{
    /// <summary>A model file is a protocol buffer of at most 2 GiB, and a parameter takes four bytes.</summary>
    public const long MostParameters = 500_000_000;

    private const double Gibibyte = 1 << 30;

    /// <summary>The number of bytes that the process can still allocate.</summary>
    public static double Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetTotalMemory(forceFullCollection: false);

    /// <exception cref="VaeDataException">The network is too large for a model file, or training or scoring needs too much memory.</exception>
    public void ThrowIfTooMuch(EngineFactory engines, double available)
    {
        if (shape.ParameterCount > MostParameters)
            throw VaeDataException.WithOptionNames(
                $"{Sizes()} make a network of {shape.ParameterCount:N0} parameters for {Counted.Format(shape.Features, "feature")}; a model file holds at most {MostParameters:N0}. Lower them.");
        double scoring = ScoreWorkspace.Bytes(shape, options.ScoreSamples) * (options.Threads ?? Environment.ProcessorCount);
        if (scoring > available)
            throw TooMuch(new($"{Sizes()} take"), scoring, $"to score rows of {Counted.Format(shape.Features, "feature")}", available);
        double training = BytesOf(engines);
        if (training > available)
            throw TooMuch(
                new($"{OptionNames.BatchSize} {options.BatchSize}, {OptionNames.TrainingSamples} {options.TrainingSamples}, {Sizes()} take"),
                training, $"to train on {Counted.Format(rows, "row")} of {Counted.Format(shape.Features, "feature")}", available);
    }

    /// <summary>The number of engines that fit into memory at the same time: at least one, and at most the number wanted.</summary>
    public int EnginesAtOnce(EngineFactory engines, int wanted, double available) => (int)Math.Clamp(available / BytesOf(engines), 1, wanted);

    private static VaeDataException TooMuch(OptionText options, double bytes, string work, double available) => VaeDataException.WithOptionNames(
        $"{options} {bytes / Gibibyte:N1} GiB of memory {work}, and this process can have {available / Gibibyte:N1} GiB. Lower them.");

    private double BytesOf(EngineFactory engines) => engines.Bytes(shape, Math.Min(options.BatchSize, rows), options.TrainingSamples);

    private OptionText Sizes() => new(
        $"{OptionNames.LatentSize} {options.LatentSize}, {OptionNames.HiddenSizes} [{string.Join(", ", shape.EncoderHidden)}] and {OptionNames.DecoderHiddenSizes} [{string.Join(", ", shape.DecoderHidden)}]");
}
