namespace VaeMl;

/// <summary>The trainer used in ML.NET. All trainers maximise the same objective and produce the same kind of model.</summary>
public enum VaeTrainerKind
{
    /// <summary>TorchSharp if it is installed and its native library loads, otherwise the built-in trainer.</summary>
    Auto,

    /// <summary>TorchSharp. It is an error if it cannot run.</summary>
    TorchSharp,

    /// <summary>The built-in trainer, in managed code without native libraries.</summary>
    BuiltIn,
}
