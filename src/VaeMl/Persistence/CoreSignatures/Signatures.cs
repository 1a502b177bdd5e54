namespace Microsoft.ML
{
    // Eight types and members, unchanged from v1.0.0 to v5.0.1. They are internal in ML.NET, and public here so that the compiler accepts their use.
    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    public sealed class LoadableClassAttribute : Attribute
    {
        public LoadableClassAttribute(Type instType, Type loaderType, Type? argType, Type sigType, string userName, params string[] loadNames) =>
            throw new NotSupportedException();
    }

    public delegate void SignatureLoadModel(ModelLoadContext ctx);

    public sealed class ModelLoadContext
    {
        public readonly BinaryReader Reader = null!;
    }

    public sealed class ModelSaveContext
    {
        public readonly BinaryWriter Writer = null!;

        public void SetVersionInfo(VersionInfo ver) => throw new NotSupportedException();
    }

    public readonly struct VersionInfo
    {
        public VersionInfo(
            string modelSignature,
            uint verWrittenCur,
            uint verReadableCur,
            uint verWeCanReadBack,
            string loaderAssemblyName,
            string? loaderSignature = null,
            string? loaderSignatureAlt = null) => throw new NotSupportedException();
    }
}

namespace Microsoft.ML.Runtime
{
    // For the seed given to MLContext. Not needed for saving.
    public interface IHostEnvironmentInternal
    {
        int? Seed { get; }
    }
}
