using System.Diagnostics;

namespace VaeMl.Benchmarks.Speed;

/// <summary>Times what is too short to be timed once.</summary>
internal static class Pace
{
    /// <summary>Longer than OpenMP's idle threads spin, so that a run that does not count outlasts them.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(100);

    /// <summary>Repeats for a tenth of a second.</summary>
    /// <param name="units">What one run counts for, in rows, steps or calls.</param>
    /// <param name="run">What is timed.</param>
    /// <returns>Seconds for each unit.</returns>
    public static double SecondsPer(int units, Action run)
    {
        double done = 0;
        long start = Stopwatch.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            run();
            done += units;
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < Duration);
        return elapsed.TotalSeconds / done;
    }

    /// <summary>The better of two measurements, after one that does not count.</summary>
    public static double Least(Func<double> seconds)
    {
        seconds();
        return Math.Min(seconds(), seconds());
    }
}
