namespace VaeMl.Torch.Tests;

/// <summary>The same for a test with data.</summary>
public sealed class TorchTheoryAttribute : TheoryAttribute
{
    public TorchTheoryAttribute() => Skip = TorchVaeTrainer.IsAvailable(out string? reason) ? null : reason;
}
