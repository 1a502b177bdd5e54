using System.CommandLine;
using System.Globalization;
using VaeMl.Torch;

namespace VaeMl.Benchmarks;

/// <summary>The TorchSharp trainer on MNIST with the settings of a published example, beside the reference figures.</summary>
internal static class MnistTorchBenchmark
{
    private const int TrainingRows = 8000;

    public static Command Command()
    {
        Argument<DirectoryInfo> folder = new("FOLDER") { Description = "Holds t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz and reference.csv." };
        Option<int> seeds = new("--seeds") { Description = "How many seeds are averaged.", DefaultValueFactory = _ => 1 };
        Command command = new("mnist-torch", "Negative ELBO on MNIST by epoch, trained by TorchSharp, beside the reference.") { folder, seeds };
        command.SetAction(result => Run(result.GetRequiredValue(folder), result.GetValue(seeds)));
        return command;
    }

    private static void Run(DirectoryInfo folder, int seeds)
    {
        float[][] images = [.. Mnist.Read(folder).Select(digit => digit.Pixels)];
        VaeData training = new(images[..TrainingRows]), test = new(images[TrainingRows..]);
        Console.WriteLine($"Test −ELBO, nats per image; 784-400-20-400-784, ReLU, Bernoulli, Adam 0.001, batch 128; mean of {seeds} seed(s)");
        Console.WriteLine("epochs  VaeMl.Torch  reference");
        List<(string Name, double Value)> figures = [];
        foreach ((int epochs, double reference) in Reference(Path.Combine(folder.FullName, "reference.csv")))
        {
            // The step size is constant, so a training of n epochs is the first n epochs of a longer one.
            double negativeElbo = Enumerable.Range(0, seeds).Average(seed => -new TorchVaeTrainer(Options(epochs, seed)).Fit(training).Terms(test).Elbo);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{epochs,6} {negativeElbo,12:F2} {reference,10:F2}"));
            figures.Add(($"mnist-torch-epoch{epochs}", negativeElbo));
        }
        figures.ForEach(figure => Figures.Write(figure.Name, figure.Value));
    }

    private static VaeOptions Options(int epochs, int seed) => new()
    {
        Likelihood = LikelihoodKind.Bernoulli,
        HiddenSizes = [400],
        LatentSize = 20,
        Activation = ActivationKind.Relu,
        LearningRate = 1e-3,
        Schedule = LearningRateSchedule.Constant,
        BatchSize = 128,
        Epochs = epochs,
        RowGradientLimit = double.PositiveInfinity,
        CalibrationFolds = 0,
        ScoreSamples = 64,
        Seed = seed,
    };

    /// <summary>The reference's epochs and its test −ELBO, the mean over its seeds.</summary>
    private static IEnumerable<(int Epochs, double NegativeElbo)> Reference(string path) =>
        File.ReadLines(path).Skip(1).Select(line => line.Split(','))
            .GroupBy(
                cells => int.Parse(cells[1], CultureInfo.InvariantCulture),
                cells => double.Parse(cells[3], CultureInfo.InvariantCulture))
            .Select(group => (group.Key, group.Average()))
            .OrderBy(pair => pair.Key);
}
