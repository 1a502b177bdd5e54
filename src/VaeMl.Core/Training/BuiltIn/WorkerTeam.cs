using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace VaeMl.Training.BuiltIn;

/// <summary>A team of threads that processes one list of work items after another. With one thread, the caller does all the work.</summary>
/// <remarks>
/// The caller waits only for items that were started, never for a thread to start. If another program occupies a core, the caller does the work of the thread
/// there. An idle thread first spins for a moment, because the next list usually comes within microseconds, and then sleeps.
/// </remarks>
internal sealed class WorkerTeam : IDisposable
{
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;
    private readonly Thread[] _threads;
    private readonly object _gate = new();
    private Action<int>? _work;
    private int _items;
    private int _untaken;
    private int _unfinished;
    private int _asleep;
    private bool _ended;
    private ExceptionDispatchInfo? _failure;

    public WorkerTeam(int threads)
    {
        _threads = new Thread[threads - 1];
        try
        {
            for (int i = 0; i < _threads.Length; i++)
            {
                Thread thread = new(Serve) { IsBackground = true, Name = "VaeMl training" };
                thread.Start();
                _threads[i] = thread;
            }
        }
        catch
        {
            // The threads that did start would wait for work forever.
            Dispose();
            throw;
        }
    }

    /// <summary>Processes items 0 … <paramref name="items"/> − 1 in any order on all threads, and waits until they are done.</summary>
    public void Run(int items, Action<int> work)
    {
        if (_threads.Length == 0)
        {
            for (int item = 0; item < items; item++)
                work(item);
            return;
        }
        (_work, _items, _unfinished) = (work, items, items);
        // From here on threads can take items. While any thread has one, nothing above changes.
        Volatile.Write(ref _untaken, items);
        WakeSleepers();
        TakeItems();
        WaitUntil(this, static team => Volatile.Read(ref team._unfinished) == 0);
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    public void Dispose()
    {
        Volatile.Write(ref _ended, true);
        WakeSleepers();
        foreach (Thread? thread in _threads)
            thread?.Join();
    }

    private void Serve()
    {
        while (true)
        {
            WaitUntil(this, static team => Volatile.Read(ref team._untaken) > 0 || Volatile.Read(ref team._ended));
            if (Volatile.Read(ref _ended))
                return;
            TakeItems();
        }
    }

    private void TakeItems()
    {
        int left;
        while ((left = Interlocked.Decrement(ref _untaken)) >= 0)
        {
            try
            {
                _work!(_items - 1 - left);
            }
            catch (Exception exception)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
            }
            if (Interlocked.Decrement(ref _unfinished) == 0)
                WakeSleepers();
        }
    }

    private static void WaitUntil(WorkerTeam team, Func<WorkerTeam, bool> condition)
    {
        while (true)
        {
            long end = Stopwatch.GetTimestamp() + SpinTicks;
            do
            {
                if (condition(team))
                    return;
                Thread.SpinWait(1);
            }
            while (Stopwatch.GetTimestamp() <= end);
            team.SleepOnce(condition);
        }
    }

    /// <summary>Sleeps until something may have changed. A thread that wakes too late for one list spins for the next instead of missing all of them.</summary>
    private void SleepOnce(Func<WorkerTeam, bool> condition)
    {
        lock (_gate)
        {
            // Counted before the condition is checked, so that a thread that makes it true sees the sleeper.
            Interlocked.Increment(ref _asleep);
            if (!condition(this))
                Monitor.Wait(_gate);
            Interlocked.Decrement(ref _asleep);
        }
    }

    private void WakeSleepers()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _asleep) == 0)
            return;
        lock (_gate)
            Monitor.PulseAll(_gate);
    }
}
