namespace VaeMl.Fitting;

/// <summary>The one place that knows the trainers.</summary>
internal static class TrainerChoice
{
    /// <exception cref="InvalidOperationException">The trainer asked for cannot run here.</exception>
    public static IVaeTrainer Create(VaeTrainerKind kind, VaeOptions options) => kind switch
    {
        VaeTrainerKind.Auto or VaeTrainerKind.BuiltIn => new VaeTrainer(options),
        VaeTrainerKind.TorchSharp => throw new InvalidOperationException(
            "Trainer is TorchSharp, which this version does not hold; set it to Auto or BuiltIn."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Trainer must be one of Auto, TorchSharp, BuiltIn."),
    };
}
