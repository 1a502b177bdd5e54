using System.Runtime.ExceptionServices;

namespace VaeMl.Training.BuiltIn;

/// <summary>Threads that take the items of one list of work after another; with one thread, the caller does it all.</summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly Barrier? _start;
    private readonly Barrier? _end;
    private readonly Thread[] _threads;
    private Action<int>? _work;
    private int _items;
    private int _next;
    private ExceptionDispatchInfo? _failure;

    public WorkerTeam(int threads)
    {
        _threads = new Thread[threads - 1];
        if (threads == 1)
            return;
        _start = new Barrier(threads);
        _end = new Barrier(threads);
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Serve) { IsBackground = true, Name = "VaeMl training" };
            _threads[i].Start();
        }
    }

    /// <summary>Does items 0 … <paramref name="items"/> − 1 in any order on all threads, and waits for them.</summary>
    public void Run(int items, Action<int> work)
    {
        if (_threads.Length == 0)
        {
            for (int item = 0; item < items; item++)
                work(item);
            return;
        }
        (_work, _items, _next) = (work, items, 0);
        _start!.SignalAndWait();
        TakeItems();
        _end!.SignalAndWait();
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    public void Dispose()
    {
        if (_threads.Length == 0)
            return;
        _work = null;
        _start!.SignalAndWait();
        foreach (Thread thread in _threads)
            thread.Join();
        _start.Dispose();
        _end!.Dispose();
    }

    private void Serve()
    {
        while (true)
        {
            _start!.SignalAndWait();
            if (_work is null)
                return;
            TakeItems();
            _end!.SignalAndWait();
        }
    }

    private void TakeItems()
    {
        try
        {
            int item;
            while ((item = Interlocked.Increment(ref _next) - 1) < _items)
                _work!(item);
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
    }
}
