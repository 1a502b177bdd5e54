using System.Globalization;

namespace VaeMl.Benchmarks;

/// <summary>The lines at the end of a benchmark, for scripts.</summary>
internal static class Figures
{
    public static void Write(string name, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure {name}={value:0.####}"));
}
