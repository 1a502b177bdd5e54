using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Benchmarks.Mnist;

/// <summary>How well a linear classifier tells digits apart by the latent mean, and by as many principal components.</summary>
internal static class FeaturizeBenchmark
{
    private const int TrainingRows = 8000;

    public static Command Command()
    {
        Argument<DirectoryInfo> folder = new("FOLDER") { Description = "Holds t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz." };
        Option<int[]> sizes = new("--size")
        {
            Description = "The number of latent variables, and of components; several are averaged.",
            DefaultValueFactory = _ => [10, 20, 32],
            AllowMultipleArgumentsPerToken = true,
        };
        Option<int> seeds = new("--seeds") { Description = "How many seeds are averaged.", DefaultValueFactory = _ => 1 };
        Option<LikelihoodKind> likelihood = new("--likelihood")
        {
            Description = "Of the pixels, which lie in [0, 1]. Auto takes grey ones for Gaussian.",
            DefaultValueFactory = _ => LikelihoodKind.Bernoulli,
        };
        Command command = new("featurize", "Accuracy of a linear classifier on the latent mean and on principal components of MNIST.") { folder, sizes, seeds, likelihood };
        command.SetAction(result => Run(
            result.GetRequiredValue(folder),
            result.GetRequiredValue(sizes),
            result.GetValue(seeds),
            new VaeOptions { Likelihood = result.GetValue(likelihood) }));
        return command;
    }

    private static void Run(DirectoryInfo folder, int[] sizes, int seeds, VaeOptions vae)
    {
        Digit[] digits = Digit.Read(folder);
        Console.WriteLine($"Accuracy on {digits.Length - TrainingRows} digits, trained on {TrainingRows}: features standardised, LbfgsMaximumEntropy");
        Console.WriteLine("size seed   VaeEncode  seconds   ProjectToPrincipalComponents  seconds");
        List<(int Size, double Latent, double Pca)> accuracies = [];
        foreach (int size in sizes)
            for (int seed = 1; seed <= seeds; seed++)
            {
                MLContext mlContext = new(seed);
                (double latent, double latentSeconds) = Measure(mlContext, digits, mlContext.Transforms.VaeEncode(new VaeEncodeOptions
                {
                    InputColumnName = "Pixels",
                    LatentColumnName = "Code",
                    ElboColumnName = null,
                    Vae = vae with { LatentSize = size },
                }));
                (double pca, double pcaSeconds) = Measure(
                    mlContext, digits, mlContext.Transforms.ProjectToPrincipalComponents("Code", "Pixels", rank: size, seed: seed));
                accuracies.Add((size, latent, pca));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{size,4}{seed,5}{latent,12:F4}{latentSeconds,9:F1}{pca,31:F4}{pcaSeconds,9:F1}"));
            }
        foreach (var same in accuracies.GroupBy(a => a.Size))
        {
            Figures.Write($"featurize-latent-accuracy-{same.Key}", same.Average(a => a.Latent));
            Figures.Write($"featurize-pca-accuracy-{same.Key}", same.Average(a => a.Pca));
        }
        Figures.Write("featurize-latent-accuracy", accuracies.Average(a => a.Latent));
        Figures.Write("featurize-pca-accuracy", accuracies.Average(a => a.Pca));
    }

    private static (double Accuracy, double Seconds) Measure(MLContext mlContext, Digit[] digits, IEstimator<ITransformer> encode)
    {
        IDataView training = mlContext.Data.LoadFromEnumerable(digits[..TrainingRows]), test = mlContext.Data.LoadFromEnumerable(digits[TrainingRows..]);
        Stopwatch watch = Stopwatch.StartNew();
        ITransformer encoder = encode.Fit(training);
        double seconds = watch.Elapsed.TotalSeconds;
        var classify = mlContext.Transforms.Conversion.MapValueToKey("Digit", "Label")
            .Append(mlContext.Transforms.NormalizeMeanVariance("Scaled", "Code", useCdf: false, fixZero: false))
            .AppendCacheCheckpoint(mlContext)
            .Append(mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Digit", "Scaled"));
        var classifier = classify.Fit(encoder.Transform(training));
        MulticlassClassificationMetrics metrics = mlContext.MulticlassClassification.Evaluate(classifier.Transform(encoder.Transform(test)), "Digit");
        return (metrics.MicroAccuracy, seconds);
    }
}
