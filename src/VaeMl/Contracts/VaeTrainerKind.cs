namespace VaeMl;

/// <summary>Who trains a model in ML.NET. Every trainer maximises the same objective and yields the same kind of model.</summary>
public enum VaeTrainerKind
{
    /// <summary>TorchSharp where it is there and its native library loads, otherwise the built-in trainer.</summary>
    Auto,

    /// <summary>TorchSharp; an error where it cannot run.</summary>
    TorchSharp,

    /// <summary>The built-in trainer: managed code with no native library.</summary>
    BuiltIn,
}
