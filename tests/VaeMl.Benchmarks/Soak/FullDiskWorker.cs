using System.CommandLine;
using System.Globalization;
using System.Text;
using VaeMl.Cli;
using VaeMl.Cli.Failures;

namespace VaeMl.Benchmarks.Soak;

/// <summary>
/// Runs the tool's commands where there is less room than their results take. Each must say which file it could not write, leave the older one as it was
/// and no other behind, and succeed as soon as there is room. What is otherwise is written as a line.
/// </summary>
internal sealed class FullDiskWorker
{
    public const string CommandName = "full-disk";
    private const int Page = 4096;
    private readonly string _folder, _ballast;
    private readonly (string Output, string[] Arguments)[] _commands;

    private FullDiskWorker(string folder, string data)
    {
        (_folder, _ballast) = (folder, Path.Combine(folder, "ballast"));
        string model = Path.Combine(folder, "model.onnx"), scores = Path.Combine(folder, "scores.csv"), report = Path.Combine(folder, "report.html");
        string[] fit = ["fit", data, "--epochs", "2", "--hidden-sizes", "8", "--calibration-folds", "2", "--output"];
        _commands =
        [
            (model, [.. fit, model]),
            (scores, ["score", model, data, "--output", scores]),
            (report, [.. fit, "/dev/null", "--report", report]),
            (Path.Combine(folder, "run.checkpoint"), [.. fit, model, "--checkpoint", Path.Combine(folder, "run.checkpoint")]),
        ];
    }

    public static Command Command()
    {
        Argument<string> folder = new("folder");
        Argument<int> rounds = new("rounds"), seed = new("seed");
        Command command = new(CommandName, "The worker of soak's disk part on a full file system.") { folder, rounds, seed };
        command.Hidden = true;
        command.SetAction(result => Run(result.GetRequiredValue(folder), result.GetValue(rounds), new Random(result.GetValue(seed))));
        return command;
    }

    private static void Run(string folder, int rounds, Random random)
    {
        string data = Path.GetTempFileName();
        try
        {
            File.WriteAllText(data, Rows(random));
            FullDiskWorker worker = new(folder, data);
            worker.Prepare();
            for (int round = 0; round < rounds; round++)
                worker.Round(round, random);
        }
        finally
        {
            File.Delete(data);
        }
    }

    /// <summary>Runs every command once, where there is room.</summary>
    private void Prepare()
    {
        foreach ((string output, string[] arguments) in _commands)
            if (Tool(arguments) is (not 0, var error))
                Console.WriteLine($"{output}: {error}");
    }

    private void Round(int round, Random random)
    {
        (string output, string[] arguments) = _commands[round % _commands.Length];
        Dictionary<string, string> before = Content();
        // A checkpoint is gone when the training is done; it takes a page at least.
        int pages = File.Exists(output) ? (int)((new FileInfo(output).Length + Page - 1) / Page) : 1;
        LeaveRoom(random.Next(pages) * Page);
        (int code, string error) = Tool(arguments);
        File.Delete(_ballast);
        string expected = $"error: {output} cannot be written: No space left on device.";
        if (code != ExitCodes.BadInput || !error.EndsWith(expected, StringComparison.Ordinal))
            Console.WriteLine($"round {round}, {output}: {code} {error}");
        if (!Content().OrderBy(file => file.Key).SequenceEqual(before.OrderBy(file => file.Key)))
            Console.WriteLine($"round {round}, {output}: OTHER FILES THAN BEFORE: {string.Join(", ", Content().Keys)}");
        (code, error) = Tool(arguments);
        if (code != ExitCodes.Good)
            Console.WriteLine($"round {round}, {output}, with room again: {code} {error}");
    }

    /// <summary>Fills the file system, and gives so many bytes back.</summary>
    private void LeaveRoom(int bytes)
    {
        using FileStream ballast = new(_ballast, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        byte[] page = new byte[Page];
        try
        {
            while (true)
                ballast.Write(page);
        }
        catch (IOException)
        {
            ballast.SetLength(ballast.Length - bytes);
        }
    }

    private static (int Code, string Error) Tool(string[] arguments)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture), error = new(CultureInfo.InvariantCulture);
        return (App.Run(arguments, output, error), error.ToString().TrimEnd());
    }

    private Dictionary<string, string> Content() => Directory.GetFiles(_folder).ToDictionary(path => path, path => Convert.ToBase64String(File.ReadAllBytes(path)));

    private static string Rows(Random random)
    {
        StringBuilder rows = new("a,b\n");
        for (int i = 0; i < 500; i++)
            rows.Append(CultureInfo.InvariantCulture, $"{random.NextSingle()},{random.NextSingle()}\n");
        return rows.ToString();
    }
}
