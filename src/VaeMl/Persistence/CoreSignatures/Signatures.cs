namespace Microsoft.ML
{
    // Eight types and members, the same from v1.0.0 to v5.0.1. They are internal there; public here, so that the compiler lets them be used.
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
    // Not needed for saving: the seed given to MLContext.
    public interface IHostEnvironmentInternal
    {
        int? Seed { get; }
    }
}
