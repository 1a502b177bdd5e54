using TorchSharp;

namespace VaeMl.Torch;

/// <summary>
/// The settings of one piece of work with tensors, on this thread and until disposal: every tensor made is disposed of, nothing is recorded for
/// autograd whatever the caller has set, and as many threads work as were asked for.
/// </summary>
internal sealed class TorchCall : IDisposable
{
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
        if (threads is { } wanted && torch.get_num_threads() is var before && before != wanted)
        {
            torch.set_num_threads(wanted);
            _threadsBefore = before;
        }
    }

    public void Dispose()
    {
        if (_threadsBefore is { } before)
            torch.set_num_threads(before);
        _mode.Dispose();
        _scope.Dispose();
    }
}
