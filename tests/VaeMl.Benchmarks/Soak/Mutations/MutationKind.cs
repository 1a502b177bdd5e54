using VaeMl.Tests.Hostile;

namespace VaeMl.Benchmarks.Soak.Mutations;

/// <summary>A kind of file that is mutated.</summary>
/// <param name="Name">Its name on the command line and in figures.</param>
/// <param name="Create">Makes the whole file, the same in every process.</param>
/// <param name="Mutate">Changes it.</param>
/// <param name="Fault">Reads it and scores: what went wrong, or null.</param>
internal sealed record MutationKind(string Name, Func<byte[]> Create, Func<byte[], Random, byte[]> Mutate, MutationKind.Trial Fault)
{
    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="scored">Whether it could be read, and was scored with.</param>
    /// <returns>What went wrong, or null.</returns>
    public delegate string? Trial(byte[] file, out bool scored);

    /// <summary>The model file.</summary>
    public static MutationKind Model { get; } = new("model", () => ModelBytes.Write(MixedModel.Train()), ModelMutation.Of, ModelTrial.Fault);

    /// <summary>The zip of a saved pipeline.</summary>
    public static MutationKind Zip { get; } = new("zip", PipelineZip.Create, ZipMutation.Of, ZipTrial.Fault);

    public static MutationKind Of(string name) => name == Zip.Name ? Zip : Model;
}
