using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using VaeMl.Torch;

namespace VaeMl.Benchmarks;

/// <summary>Milliseconds per training step of both trainers side by side: one process, repetitions in turn.</summary>
internal static class TrainSpeedBenchmark
{
    private const int BatchSize = 128, StepsPerEpoch = 20;
    private static readonly TrainShape[] Shapes = [new(32, [64, 64], 8, Epochs: 60), new(784, [512, 512], 20, Epochs: 6)];

    public static Command Command()
    {
        Option<int> repetitions = new("--repetitions") { Description = "Trainings of each trainer, in turn.", DefaultValueFactory = _ => 9 };
        Option<int?> threads = new("--threads") { Description = "Threads of both trainers; left out, each decides." };
        Command command = new("speed-train", "Milliseconds per step of both trainers side by side.") { repetitions, threads };
        command.SetAction(result => Run(result.GetValue(repetitions), result.GetValue(threads)));
        return command;
    }

    private static void Run(int repetitions, int? threads)
    {
        if (!TorchVaeTrainer.IsAvailable(out string? reason))
            throw new InvalidOperationException(reason);
        List<(string Name, double Value)> figures = [];
        Console.WriteLine($"ms per step, batch {BatchSize}, Gaussian with a variance for each feature of each row, SiLU; {Environment.ProcessorCount} processors");
        foreach (TrainShape shape in Shapes)
        {
            VaeData data = Data(shape.Features);
            VaeOptions options = Options(shape, threads);
            // One training each to warm up: code, memory and the processor's clock.
            MillisecondsPerStep(new VaeTrainer(options), data);
            MillisecondsPerStep(new TorchVaeTrainer(options), data);
            double[] builtIn = new double[repetitions], torch = new double[repetitions];
            for (int i = 0; i < repetitions; i++)
            {
                builtIn[i] = MillisecondsPerStep(new VaeTrainer(options), data);
                torch[i] = MillisecondsPerStep(new TorchVaeTrainer(options), data);
            }
            double[] ratios = [.. torch.Zip(builtIn, (t, b) => t / b)];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{shape,-15} BuiltIn {Figures.Median(builtIn),7:F3}   TorchSharp {Figures.Median(torch),7:F3}   TorchSharp/BuiltIn {Figures.Median(ratios):F2} ({ratios.Min():F2} to {ratios.Max():F2} in {repetitions} repetitions)"));
            figures.Add(($"train-{shape}-builtin-ms", Figures.Median(builtIn)));
            figures.Add(($"train-{shape}-torchsharp-ms", Figures.Median(torch)));
            figures.Add(($"train-{shape}-torchsharp-to-builtin", Figures.Median(ratios)));
        }
        Console.WriteLine($"BuiltIn: managed, {(threads is { } count ? $"{count} thread(s)" : "threads by size: 1 below 20,000 parameters, otherwise one for each processor, 4 at most")}");
        Console.WriteLine($"TorchSharp: {LinearAlgebra.Describe()}");
        figures.ForEach(figure => Figures.Write(figure.Name, figure.Value));
    }

    /// <summary>The median over the epochs, the first of which warms up.</summary>
    private static double MillisecondsPerStep(IVaeTrainer trainer, VaeData data)
    {
        EpochClock clock = new();
        trainer.Train(data, clock);
        return Figures.Median(clock.Milliseconds.Skip(1)) / StepsPerEpoch;
    }

    private static VaeOptions Options(TrainShape shape, int? threads) => new()
    {
        Likelihood = LikelihoodKind.Gaussian,
        HiddenSizes = shape.Hidden,
        LatentSize = shape.Latent,
        BatchSize = BatchSize,
        Epochs = shape.Epochs,
        CalibrationFolds = 0,
        ValidationFraction = 0,
        Threads = threads,
    };

    private static VaeData Data(int features)
    {
        Random random = new(1);
        float[] values = new float[BatchSize * StepsPerEpoch * features];
        for (int i = 0; i < values.Length; i++)
            values[i] = random.NextSingle();
        return new VaeData(values, features);
    }

    /// <summary>Clocks the epochs; the trainer calls on its own thread.</summary>
    private sealed class EpochClock : IProgress<TrainingProgress>
    {
        private long _last;

        /// <summary>From each epoch's end to the next one's.</summary>
        public List<double> Milliseconds { get; } = [];

        public void Report(TrainingProgress value)
        {
            long now = Stopwatch.GetTimestamp();
            if (_last != 0)
                Milliseconds.Add(Stopwatch.GetElapsedTime(_last, now).TotalMilliseconds);
            _last = now;
        }
    }
}
