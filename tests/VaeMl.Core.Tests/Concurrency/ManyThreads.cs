using System.Runtime.ExceptionServices;

namespace VaeMl.Tests.Concurrency;

/// <summary>Threads that begin at the same moment, more of them than any machine has processors.</summary>
internal static class ManyThreads
{
    public const int Count = 64;

    /// <summary>Runs work on as many threads, each with its number, and waits for all.</summary>
    /// <param name="work">What each does. What one throws is thrown here, once all have ended.</param>
    /// <param name="count">How many.</param>
    public static void Run(Action<int> work, int count = Count)
    {
        using Barrier begin = new(count);
        ExceptionDispatchInfo? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, count).Select(number => new Thread(() =>
        {
            begin.SignalAndWait();
            try
            {
                work(number);
            }
#pragma warning disable CA1031 // It is thrown on by the thread that waits.
            catch (Exception e)
            {
                Volatile.Write(ref failure, ExceptionDispatchInfo.Capture(e));
            }
#pragma warning restore CA1031
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        failure?.Throw();
    }
}
