using System.Globalization;

namespace VaeMl.Benchmarks.Detection;

/// <summary>Prints results for people and for scripts.</summary>
internal static class AdbenchTable
{
    /// <summary>A table per setting: AUROC and AUPRC by data set, beside the folder's anchors.csv where it has one and all test rows are used.</summary>
    public static void Write(AdbenchRun run, string name, AdbenchResult[] results)
    {
        string anchors = Path.Combine(run.Folder.FullName, "anchors.csv");
        Dictionary<(string Set, string Setting, string Method), string> others = run.Unseen || !File.Exists(anchors) ? [] : ReadAnchors(anchors);
        foreach (string setting in run.Settings)
        {
            string[] methods = [.. others.Keys.Where(key => key.Setting == setting).Select(key => key.Method).Distinct()];
            Console.WriteLine($"{setting}{(run.Unseen ? ", unseen test rows" : "")}: AUROC / AUPRC");
            Console.WriteLine($"{"data set",-18}{name,14}{"flagged %",11}" + string.Concat(methods.Select(method => $"{Short(method),16}")));
            foreach (var group in results.Where(r => r.Setting == setting).GroupBy(r => r.Set))
                Console.WriteLine(Line(group.Key, group) + string.Concat(methods.Select(method => $"{others.GetValueOrDefault((group.Key, setting, method)),16}")));
            AdbenchResult[] all = [.. results.Where(r => r.Setting == setting)];
            Console.WriteLine(Line("mean", all) + string.Concat(methods.Select(method => $"{MeanOf(others, run, setting, method),16}")));
            Console.WriteLine();
        }
    }

    public static void WriteFigures(AdbenchRun run, string name, IEnumerable<AdbenchResult> results)
    {
        AdbenchResult[] all = [.. results];
        if (all.Length == 0)
            return;
        string unseen = run.Unseen ? "-unseen" : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure {name}{unseen}-auroc={all.Average(r => r.Auroc):F2}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure {name}{unseen}-auprc={all.Average(r => r.Auprc):F2}"));
    }

    private static string Line(string name, IEnumerable<AdbenchResult> results)
    {
        AdbenchResult[] all = [.. results], flagged = [.. all.Where(r => r.Flagged.Count > 0)];
        string share = flagged.Length == 0 ? "" : (100 * flagged.Average(r => r.Flagged[0])).ToString("F1", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{name,-18}{all.Average(r => r.Auroc),7:F1} /{all.Average(r => r.Auprc),5:F1}{share,11}");
    }

    private static Dictionary<(string, string, string), string> ReadAnchors(string path) => File.ReadLines(path).Skip(1)
        .Select(line => line.Split(','))
        .ToDictionary(cells => (cells[0], cells[1], cells[2]), cells => string.Create(CultureInfo.InvariantCulture, $"{Number(cells[3]):F1} / {Number(cells[4]):F1}"));

    private static string MeanOf(Dictionary<(string Set, string Setting, string Method), string> anchors, AdbenchRun run, string setting, string method)
    {
        HashSet<string> measured = [.. run.Sets.Select(set => set.Name)];
        double[][] values = [.. anchors.Where(a => measured.Contains(a.Key.Set) && a.Key.Setting == setting && a.Key.Method == method).Select(a => a.Value.Split(" / ").Select(Number).ToArray())];
        return string.Create(CultureInfo.InvariantCulture, $"{values.Average(v => v[0]):F1} / {values.Average(v => v[1]):F1}");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Short(string method) => method.Length <= 15 ? method : method[..15];
}
