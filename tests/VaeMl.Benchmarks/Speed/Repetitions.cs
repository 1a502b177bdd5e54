using System.Diagnostics;

namespace VaeMl.Benchmarks.Speed;

/// <summary>Times of several sides, taken in turns so that what else the machine does falls on all of them alike.</summary>
internal sealed class Repetitions
{
    private readonly Dictionary<string, double[]> _seconds;

    /// <param name="repetitions">How often each side runs, every time after a run that does not count: caches are then the side's own.</param>
    /// <param name="sides">Names and what they run.</param>
    public Repetitions(int repetitions, params (string Name, Action Run)[] sides)
        : this(repetitions, [.. sides.Select(side => (side.Name, (Func<double>)(() => Time(side.Run))))])
    {
    }

    /// <param name="repetitions">As above.</param>
    /// <param name="sides">Names and what measures itself, in seconds for whatever all sides count.</param>
    public Repetitions(int repetitions, params (string Name, Func<double> Seconds)[] sides)
    {
        _seconds = sides.ToDictionary(side => side.Name, _ => new double[repetitions]);
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            foreach ((string name, Func<double> seconds) in sides)
            {
                seconds();
                _seconds[name][repetition] = seconds();
            }
        }
    }

    public double Median(string side) => MedianOf(_seconds[side]);

    public double Least(string side) => _seconds[side].Min();

    /// <summary>The median over repetitions of one side's time over another's, and the quartiles.</summary>
    public Spread Ratio(string side, string other) => Pairs(side, other, (a, b) => a / b);

    /// <summary>The median over repetitions of one side's time minus another's, and the quartiles.</summary>
    public Spread Difference(string side, string other) => Pairs(side, other, (a, b) => a - b);

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private Spread Pairs(string side, string other, Func<double, double, double> compare)
    {
        double[] values = [.. _seconds[side].Zip(_seconds[other], compare).Order()];
        return new Spread(MedianOf(values), values[values.Length / 4], values[values.Length * 3 / 4]);
    }

    private static double MedianOf(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>A median and its quartiles.</summary>
internal readonly record struct Spread(double Median, double Lower, double Upper);
