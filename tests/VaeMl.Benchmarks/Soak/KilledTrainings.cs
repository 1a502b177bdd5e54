using System.Diagnostics;
using System.Globalization;

namespace VaeMl.Benchmarks.Soak;

/// <summary>
/// Kills trainings at random moments, lets them go on from their checkpoints until they end, and compares the model files with those of trainings
/// that nobody disturbed.
/// </summary>
internal static class KilledTrainings
{
    private const string ModelName = "model.onnx", CheckpointName = "run.checkpoint";

    /// <summary>Goes through the cases again and again.</summary>
    /// <param name="report">Gets counts and figures; models that could not be made count as differences.</param>
    /// <param name="settings">For how long; the case at hand is finished.</param>
    public static void Run(SoakReport report, SoakSettings settings)
    {
        Random random = new(settings.Seed);
        (int kills, int resumed, int differences) = (0, 0, 0);
        Stopwatch watch = Stopwatch.StartNew();
        string folder = Directory.CreateTempSubdirectory("vaeml-killed-").FullName;
        try
        {
            for (int number = 0; watch.Elapsed < settings.Time; number++)
            {
                int trained = number % KilledTraining.Cases.Count;
                // Another seed each time round.
                int seed = number / KilledTraining.Cases.Count;
                (byte[]? whole, TimeSpan took) = Undisturbed(folder, trained, seed);
                (byte[]? model, int killed) = Killed(folder, trained, seed, took, random, report);
                bool same = whole is not null && model is not null && whole.AsSpan().SequenceEqual(model);
                (kills, resumed, differences) = (kills + killed, resumed + 1, differences + (same ? 0 : 1));
                report.Line($"{KilledTraining.Cases[trained].Name}, seed {seed}: {took.TotalSeconds:F1} s undisturbed, {killed} kills, {(same ? "the same file" : "ANOTHER FILE")}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        report.Counts("kills", new SoakCounts(kills, 0, resumed, differences));
        report.Figure("kills", kills);
        report.Figure("kill-differences", differences);
    }

    private static (byte[]? Model, TimeSpan Took) Undisturbed(string folder, int trained, int seed)
    {
        string model = Path.Combine(folder, ModelName);
        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Start(trained, seed, model, null);
        process.WaitForExit();
        return (process.ExitCode == 0 ? Taken(model) : null, watch.Elapsed);
    }

    private static (byte[]? Model, int Kills) Killed(string folder, int trained, int seed, TimeSpan took, Random random, SoakReport report)
    {
        string model = Path.Combine(folder, ModelName), checkpoint = Path.Combine(folder, CheckpointName);
        for (int kills = 0; ; kills++)
        {
            using Process process = Start(trained, seed, model, checkpoint);
            // Up to half the time at first, and more with each kill: a training always loses what came after its last checkpoint.
            if (!process.WaitForExit(took * (0.5 * random.NextDouble() + 0.02 * kills)))
            {
                process.Kill();
                process.WaitForExit();
                if (process.ExitCode != 0)
                    continue;
            }
            if (process.ExitCode != 0)
                report.Line($"{KilledTraining.Cases[trained].Name} failed with code {process.ExitCode} after {kills} kills");
            byte[]? made = process.ExitCode == 0 ? Taken(model) : null;
            File.Delete(checkpoint);
            return (made, kills);
        }
    }

    private static byte[] Taken(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    private static Process Start(int trained, int seed, string model, string? checkpoint) => Process.Start(new ProcessStartInfo(
        "dotnet",
        [
            typeof(KilledTrainings).Assembly.Location, KilledTraining.CommandName, trained.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture), model,
            .. checkpoint is null ? (string[])[] : [checkpoint],
        ]))!;
}
