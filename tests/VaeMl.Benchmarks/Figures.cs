using System.Globalization;

namespace VaeMl.Benchmarks;

/// <summary>The lines at the end of a benchmark, for scripts.</summary>
internal static class Figures
{
    public static void Write(string name, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure {name}={value:0.####}"));

    public static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }
}
