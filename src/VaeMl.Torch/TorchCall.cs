using TorchSharp;

namespace VaeMl.Torch;

/// <summary>
/// The settings of one piece of work with tensors, on this thread and until disposal: every tensor made is disposed of, nothing is recorded for
/// autograd whatever the caller has set, and as many threads work as were asked for.
/// </summary>
internal sealed class TorchCall : IDisposable
{
    // What libtorch is told is this thread's number and, until the next is told, that of every thread that uses it for the first time.
    private static readonly Lock _numbers = new();
    private static int _changed, _usual;

    [ThreadStatic]
    private static bool _isKnown;

    private readonly DisposeScope _scope;
    private readonly IDisposable _mode;
    private readonly int? _threadsBefore;

    /// <summary>Sets up.</summary>
    /// <param name="threads">The number of threads, or null for TorchSharp's own setting.</param>
    public TorchCall(int? threads)
    {
        _scope = torch.NewDisposeScope();
        // Cheaper than gradients merely turned off; disposal restores both.
        _mode = torch.inference_mode(true);
        if (threads is null && _isKnown)
            return;
        lock (_numbers)
        {
            int before = OfThisThread();
            if (threads is not { } wanted || wanted == before)
                return;
            if (_changed++ == 0)
                _usual = before;
            torch.set_num_threads(wanted);
            _threadsBefore = before;
        }
    }

    public void Dispose()
    {
        if (_threadsBefore is { } before)
            lock (_numbers)
            {
                torch.set_num_threads(before);
                _changed--;
            }
        _mode.Dispose();
        _scope.Dispose();
    }

    /// <summary>A thread that begins while others work with numbers of their own must not take one of these for its own.</summary>
    private static int OfThisThread()
    {
        if (!_isKnown && _changed > 0)
            torch.set_num_threads(_usual);
        _isKnown = true;
        return torch.get_num_threads();
    }
}
