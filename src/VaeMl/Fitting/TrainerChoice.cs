using Microsoft.ML.Runtime;
using VaeMl.Torch;

namespace VaeMl.Fitting;

/// <summary>The one place that knows the trainers.</summary>
internal static class TrainerChoice
{
    /// <summary>The trainer asked for; with Auto, TorchSharp where it loads, otherwise the built-in one and a warning.</summary>
    /// <exception cref="InvalidOperationException">TorchSharp is asked for and its native library does not load; the message says why and what helps.</exception>
    public static IVaeTrainer Create(VaeTrainerKind kind, VaeOptions options, string device, IChannel channel)
    {
        if (kind == VaeTrainerKind.BuiltIn)
            return new VaeTrainer(options);
        TorchVaeTrainer torch = new(options, device);
        if (TorchVaeTrainer.IsAvailable(out string? reason))
            return torch;
        if (kind == VaeTrainerKind.TorchSharp)
            throw new InvalidOperationException(reason);
        channel.Warning(MessageSensitivity.None, $"The built-in trainer trains instead of TorchSharp. {reason}");
        return new VaeTrainer(options);
    }
}
