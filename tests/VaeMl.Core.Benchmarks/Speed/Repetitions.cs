using System.Diagnostics;

namespace VaeMl.Core.Benchmarks.Speed;

/// <summary>Times of several sides, taken in turns so that what else the machine does falls on all of them alike.</summary>
internal sealed class Repetitions
{
    private readonly Dictionary<string, double[]> _seconds;

    /// <param name="repetitions">How often each side runs, every time after a run that does not count: caches are then the side's own.</param>
    /// <param name="sides">Names and what they run.</param>
    public Repetitions(int repetitions, params (string Name, Action Run)[] sides)
    {
        _seconds = sides.ToDictionary(side => side.Name, _ => new double[repetitions]);
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            foreach ((string name, Action run) in sides)
            {
                run();
                long start = Stopwatch.GetTimestamp();
                run();
                _seconds[name][repetition] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }
    }

    public double Median(string side) => MedianOf(_seconds[side]);

    public double Least(string side) => _seconds[side].Min();

    /// <summary>The median over repetitions of one side's time over another's, and the quartiles.</summary>
    public (double Median, double Lower, double Upper) Ratio(string side, string other)
    {
        double[] ratios = [.. _seconds[side].Zip(_seconds[other], (a, b) => a / b).Order()];
        return (MedianOf(ratios), ratios[ratios.Length / 4], ratios[ratios.Length * 3 / 4]);
    }

    private static double MedianOf(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
