using Microsoft.ML.Runtime;
using VaeMl.Torch;

namespace VaeMl.Fitting;

/// <summary>Creates the trainer. No other type here knows the implementations.</summary>
internal static class TrainerChoice
{
    /// <summary>Creates the requested trainer. Auto means TorchSharp if it loads, otherwise the built-in trainer and a warning.</summary>
    /// <exception cref="InvalidOperationException">TorchSharp was requested, but its native library does not load; the message says why and what to do.</exception>
    public static IVaeTrainer Create(VaeTrainerKind kind, VaeOptions options, string device, IChannel channel)
    {
        if (kind == VaeTrainerKind.BuiltIn)
            return new VaeTrainer(options);
        TorchVaeTrainer torch = new(options, device);
        if (TorchVaeTrainer.IsAvailable(out string? reason))
            return torch;
        if (kind == VaeTrainerKind.TorchSharp)
            throw new InvalidOperationException(reason);
        channel.Warning(MessageSensitivity.None, $"The built-in trainer is used instead of TorchSharp. {reason}");
        return new VaeTrainer(options);
    }
}
