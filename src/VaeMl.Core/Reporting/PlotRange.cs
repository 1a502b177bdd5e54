using System.Globalization;

namespace VaeMl.Reporting;

/// <summary>The range of values that an axis shows, and its ticks.</summary>
internal sealed record PlotRange(double Low, double High)
{
    private const int MantissaDigits = 3;

    public static PlotRange ForX(SvgPlot plot, IReadOnlyList<PlotSeries> series) =>
        plot.XRange is var (low, high) ? Cover([low, high]) : Cover(series.SelectMany(s => s.X));

    public static PlotRange ForY(SvgPlot plot, IReadOnlyList<PlotSeries> series) =>
        plot.YRange is var (low, high) ? Cover([low, high]) : Cover(series.SelectMany(s => s.Y)).Padded();

    /// <summary>The range of the finite values, widened if it is empty.</summary>
    public static PlotRange Cover(IEnumerable<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values.Where(double.IsFinite))
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (low > high)
            return new PlotRange(0, 1);
        double width = Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-6;
        return high - low > width ? new PlotRange(low, high) : new PlotRange(low - Math.Max(width, 0.5), high + Math.Max(width, 0.5));
    }

    /// <summary>The range with a margin at both ends.</summary>
    public PlotRange Padded() => new(Low - 0.04 * (High - Low), High + 0.04 * (High - Low));

    /// <summary>About <paramref name="count"/> round values in the range, with their labels.</summary>
    public IReadOnlyList<(double Value, string Label)> Ticks(int count)
    {
        double rough = (High - Low) / Math.Max(1, count);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power) switch { <= 1.5 => 1, <= 3.5 => 2, <= 7.5 => 5, _ => 10 };
        if (!double.IsFinite(step) || step <= 0)
            return [];
        double first = Math.Ceiling(Low / step - 1e-9), last = Math.Floor(High / step + 1e-9);
        return [.. Enumerable.Range(0, (int)Math.Min(last - first + 1, 100)).Select(k => ((first + k) * step, Label((first + k) * step, step)))];
    }

    private string Label(double value, double step)
    {
        double largest = Math.Max(Math.Abs(Low), Math.Abs(High));
        int digits = (int)(Math.Floor(Math.Log10(largest)) - Math.Floor(Math.Log10(step) + 1e-9));
        // As many digits as are needed to tell the ticks apart.
        if (step < 1e-4 || (largest >= 1e6 && (digits <= MantissaDigits || largest >= 1e12)))
            return value == 0 ? "0" : value.ToString($"0.{new string('#', Math.Clamp(digits, MantissaDigits, 15))}e0", CultureInfo.InvariantCulture);
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        // Rounding avoids the label -0.
        return (Math.Round(value, decimals) + 0.0).ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }
}
