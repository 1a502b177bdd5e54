using TorchSharp;

namespace VaeMl.Torch;

/// <summary>
/// Settings for work with tensors on this thread, in effect until disposal. Disposal also frees every tensor created. Nothing is recorded for
/// autograd, whatever the caller has set. The requested number of threads is used.
/// </summary>
internal sealed class TorchScope : IDisposable
{
    // libtorch applies the number to this thread. Until it is set again, it also applies to every thread that uses libtorch for the first time.
    private static readonly Lock _numbers = new();
    private static int _changed, _usual;

    [ThreadStatic]
    private static bool _isKnown;

    private readonly DisposeScope _scope;
    private readonly IDisposable _mode;
    private readonly int? _threadsBefore;

    /// <summary>Applies the settings.</summary>
    /// <param name="threads">The number of threads, or null for TorchSharp's own setting.</param>
    public TorchScope(int? threads)
    {
        _scope = torch.NewDisposeScope();
        // Cheaper than turning gradients off. Disposal restores both.
        _mode = torch.inference_mode(true);
        if (threads is null && _isKnown)
            return;
        lock (_numbers)
        {
            int before = GetThreadCount();
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

    /// <summary>The number of threads that this thread uses. A new thread must not adopt a number that another thread has set for itself.</summary>
    private static int GetThreadCount()
    {
        if (!_isKnown && _changed > 0)
            torch.set_num_threads(_usual);
        _isKnown = true;
        return torch.get_num_threads();
    }
}
