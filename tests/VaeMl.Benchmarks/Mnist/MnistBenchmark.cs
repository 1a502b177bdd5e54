using System.CommandLine;
using System.Globalization;
using VaeMl.Torch;

namespace VaeMl.Benchmarks.Mnist;

/// <summary>Trains on MNIST with the settings of a published example and prints the bound by epoch beside the reference figures.</summary>
internal static class MnistBenchmark
{
    private const int TrainingRows = 8000;

    public static Command Command()
    {
        Argument<DirectoryInfo> folder = new("FOLDER") { Description = "Holds t10k-images-idx3-ubyte.gz and reference.csv." };
        Option<int> seeds = new("--seeds") { Description = "How many seeds are averaged.", DefaultValueFactory = _ => 1 };
        Option<string> trainer = new("--trainer") { Description = "What trains: built-in or torch.", DefaultValueFactory = _ => "built-in" };
        trainer.AcceptOnlyFromAmong("built-in", "torch");
        Command command = new("mnist", "Negative ELBO on MNIST by epoch, beside the reference.") { folder, seeds, trainer };
        command.SetAction(result =>
        {
            bool withTorch = result.GetValue(trainer) == "torch";
            if (withTorch && !TorchVaeTrainer.IsAvailable(out string? reason))
            {
                Console.Error.WriteLine(reason);
                return 1;
            }
            Run(
                withTorch ? "mnist-torch" : "mnist",
                withTorch ? options => new TorchVaeTrainer(options) : options => new VaeTrainer(options),
                result.GetRequiredValue(folder),
                result.GetValue(seeds));
            return 0;
        });
        return command;
    }

    private static void Run(string figure, Func<VaeOptions, IVaeTrainer> createTrainer, DirectoryInfo folder, int seeds)
    {
        VaeData images = IdxFile.Images(Path.Combine(folder.FullName, "t10k-images-idx3-ubyte.gz"));
        VaeData training = images.Select([.. Enumerable.Range(0, TrainingRows)]);
        VaeData test = images.Select([.. Enumerable.Range(TrainingRows, images.Count - TrainingRows)]);
        Console.WriteLine($"Test −ELBO, nats per image; 784-400-20-400-784, ReLU, Bernoulli, Adam 0.001, batch 128; mean of {seeds} seed(s)");
        Console.WriteLine("epochs    VaeMl  reference");
        List<string> figures = [];
        foreach ((int epochs, double reference) in Reference(Path.Combine(folder.FullName, "reference.csv")))
        {
            // The step size is constant, so a training of n epochs is the first n epochs of a longer one.
            double negativeElbo = Enumerable.Range(0, seeds).Average(seed => -createTrainer(Options(epochs, seed)).Train(training).Model.Terms(test).Elbo);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{epochs,6} {negativeElbo,8:F2} {reference,10:F2}"));
            figures.Add(string.Create(CultureInfo.InvariantCulture, $"figure {figure}-epoch{epochs}={negativeElbo:F2}"));
        }
        figures.ForEach(Console.WriteLine);
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
