using System.CommandLine;

namespace VaeMl.Benchmarks.Soak;

/// <summary>The process that <see cref="KilledTrainings"/> kills: trains a case, saves the model and removes the checkpoint.</summary>
internal static class KilledTraining
{
    public const string CommandName = "killed-training";

    /// <summary>Some seconds each: trimmed, held out with a best epoch, without folds, and with a checkpoint that takes long to write.</summary>
    public static IReadOnlyList<(string Name, int Rows, VaeOptions Options)> Cases { get; } =
    [
        ("clean with folds", 400, new() { HiddenSizes = [64, 64], CalibrationFolds = 4, Epochs = 200 }),
        ("trimmed, shared variance", 600, new() { TrainingData = TrainingData.Contaminated, Variance = VarianceKind.Shared, Epochs = 150, Threads = 1 }),
        ("unstructured, a variance per feature", 600, new() { TrainingData = TrainingData.Contaminated, Trimming = TrimmingKind.Unstructured, Variance = VarianceKind.PerFeature, Epochs = 250 }),
        ("held out, beta rising", 1200, new() { TrainingData = TrainingData.Contaminated, ValidationFraction = 0.2, KlWarmupEpochs = 15, Epochs = 60 }),
        ("large network", 500, new() { HiddenSizes = [512, 512], CalibrationFolds = 2, Epochs = 25, BatchSize = 100 }),
    ];

    public static Command Command()
    {
        Argument<int> trained = new("case"), seed = new("seed");
        Argument<string> model = new("model");
        Argument<string?> checkpoint = new("checkpoint") { Arity = ArgumentArity.ZeroOrOne };
        Command command = new(CommandName) { trained, seed, model, checkpoint };
        command.Hidden = true;
        command.SetAction(result => Train(
            result.GetValue(trained), result.GetValue(seed), result.GetRequiredValue(model), result.GetValue(checkpoint) is { } path ? new TrainingCheckpoint(path) : null));
        return command;
    }

    private static void Train(int trained, int seed, string path, TrainingCheckpoint? checkpoint)
    {
        (_, int rows, VaeOptions options) = Cases[trained];
        new VaeTrainer(options with { Seed = seed }).Train(new VaeData(Rows(rows, seed)), checkpoint).Model.Save(path);
        checkpoint?.Delete();
    }

    /// <summary>Two hidden causes of six features, some values missing.</summary>
    private static float[][] Rows(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double a = random.NextDouble(), b = random.NextDouble();
            float[] row = [(float)a, (float)(a * b), (float)(b - a), (float)random.NextDouble(), a > b ? 1 : 0, (float)(100 * b * b)];
            if (random.Next(4) == 0)
                row[random.Next(row.Length)] = float.NaN;
            return row;
        })];
    }
}
