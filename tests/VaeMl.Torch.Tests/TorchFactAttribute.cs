namespace VaeMl.Torch.Tests;

/// <summary>A test that needs TorchSharp's native library, and is skipped with the loader's reason where it does not load.</summary>
public sealed class TorchFactAttribute : FactAttribute
{
    public TorchFactAttribute() => Skip = TorchVaeTrainer.IsAvailable(out string? reason) ? null : reason;
}
