using System.Globalization;
using VaeMl.Reporting;

namespace VaeMl.Benchmarks.Detection;

/// <summary>Prints results for people, beside the folder's anchors and the oracle, and for scripts.</summary>
internal sealed class RegimesTable
{
    private readonly RegimesData[] _families;
    private readonly (string Family, double Contamination, string Method, double Auroc, double AveragePrecision)[] _anchors;

    public RegimesTable(DirectoryInfo folder, RegimesData[] families)
    {
        _families = families;
        string path = Path.Combine(folder.FullName, "anchors.csv");
        _anchors = !File.Exists(path) ? [] :
        [
            .. File.ReadLines(path).Skip(1).Select(line => line.Split(',')).Select(cells => (cells[0], Number(cells[1]), cells[2], Number(cells[3]), Number(cells[4]))),
        ];
    }

    public void Write(double contamination, RegimesResult[] results)
    {
        Console.WriteLine(Invariant($"{100 * contamination} % of the training rows faulty: AUROC / average precision, a mean over seeds (± its standard deviation between seeds)"));
        Console.WriteLine($"{"family",-16}{"VaeMl",24}{"normal flagged %",18}{"faulty flagged %",18}{"seconds",9}{"oracle",16}" + string.Concat(Methods(contamination).Select(method => $"{method,22}")));
        foreach (RegimesData family in _families)
        {
            RegimesResult[] own = [.. results.Where(r => r.Family == family.Name)];
            string oracle = family.OracleScores is { } scores
                ? Pair(100 * Auroc.Compute(scores, family.TestFaulty), 100 * AveragePrecision.Of(scores, family.TestFaulty)) : "";
            Console.WriteLine(Line(family.Name, own) + $"{oracle,16}" + string.Concat(Methods(contamination).Select(method => $"{Anchor(contamination, method, family.Name),22}")));
        }
        Console.WriteLine(Line("mean", results));
        Console.WriteLine();
    }

    /// <summary>Means over families and seeds, and the standard deviation between the seeds' means over families.</summary>
    public static void WriteFigures(IReadOnlyCollection<RegimesResult> results)
    {
        foreach (IGrouping<double, RegimesResult> share in results.GroupBy(r => r.Contamination))
        {
            Figure($"{share.Key}-auroc", share.Average(r => r.Auroc));
            Figure($"{share.Key}-ap", share.Average(r => r.AveragePrecision));
            Figure($"{share.Key}-auroc-spread", Spread(share.GroupBy(r => r.Seed).Select(seed => seed.Average(r => r.Auroc))));
            Figure($"{share.Key}-ap-spread", Spread(share.GroupBy(r => r.Seed).Select(seed => seed.Average(r => r.AveragePrecision))));
        }
        if (results.Any(r => r.Contamination == 0))
            Figure($"usual-flagged", results.Where(r => r.Contamination == 0).Average(r => r.NormalFlagged));
        Figure($"fit-seconds", results.Average(r => r.Seconds));

        static void Figure(FormattableString name, double value) => Console.WriteLine(Invariant($"figure regimes-{FormattableString.Invariant(name)}={value:F2}"));
    }

    private string[] Methods(double contamination) => [.. _anchors.Where(a => a.Contamination == contamination && a.Method != "oracle").Select(a => a.Method).Distinct()];

    private string Anchor(double contamination, string method, string family) =>
        _anchors.Where(a => a.Contamination == contamination && a.Method == method && a.Family == family).Select(a => Pair(a.Auroc, a.AveragePrecision)).FirstOrDefault() ?? "";

    private static string Line(string name, RegimesResult[] results)
    {
        double[] auroc = BySeed(r => r.Auroc), precision = BySeed(r => r.AveragePrecision);
        string own = Invariant($"{auroc.Average():F1} ± {Spread(auroc):F1} / {precision.Average():F1} ± {Spread(precision):F1}");
        return Invariant($"{name,-16}{own,24}{results.Average(r => r.NormalFlagged),18:F2}{results.Average(r => r.FaultyFlagged),18:F1}{results.Average(r => r.Seconds),9:F1}");

        double[] BySeed(Func<RegimesResult, double> value) => [.. results.GroupBy(r => r.Seed).Select(seed => seed.Average(value))];
    }

    /// <summary>The standard deviation of a sample; 0 of a single value.</summary>
    private static double Spread(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        return all.Length < 2 ? 0 : Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / (all.Length - 1));
    }

    private static string Pair(double auroc, double precision) => Invariant($"{auroc:F1} / {precision:F1}");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
