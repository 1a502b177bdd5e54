extern alias CoreSignatures;

using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.ML;
using Internals = CoreSignatures::Microsoft.ML;

[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]

namespace VaeMl.Persistence;

/// <summary>
/// A transformer's entry in a model zip: its length, its content and the content's SHA-256. ML.NET keeps what this needs internal. It is used
/// by way of signatures that stand in for the real assembly when this one is compiled, and the runtime is told not to check the access.
/// </summary>
internal static class ModelEntry
{
    // The form that is written and read; it rises when the content's form changes, and ML.NET refuses any other.
    private const uint Form = 0x00010002;

    /// <param name="context">ML.NET's.</param>
    /// <param name="loader">The name under which the assembly's loader is registered; at most 24 ASCII letters.</param>
    /// <param name="content">What <see cref="Read"/> is to give back.</param>
    public static void Write(ModelSaveContext context, string loader, ReadOnlySpan<byte> content)
    {
        Internals.ModelSaveContext internals = (Internals.ModelSaveContext)(object)context;
        // Loading finds the assembly by its full name, which is why AssemblyVersion never changes.
        internals.SetVersionInfo(new Internals.VersionInfo("VAEMODEL", Form, Form, Form, typeof(ModelEntry).Assembly.FullName!, loader));
        internals.Writer.Write(content.Length);
        internals.Writer.Write(content);
        internals.Writer.Write(SHA256.HashData(content));
    }

    /// <exception cref="VaeModelFormatException">The entry is damaged.</exception>
    public static byte[] Read(Internals.ModelLoadContext context)
    {
        BinaryReader reader = context.Reader;
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        int length = left < sizeof(int) ? -1 : reader.ReadInt32();
        if (length < 0 || length > left - sizeof(int) - SHA256.HashSizeInBytes)
            throw Damaged("it ends too early");
        byte[] content = reader.ReadBytes(length);
        return reader.ReadBytes(SHA256.HashSizeInBytes).AsSpan().SequenceEqual(SHA256.HashData(content))
            ? content : throw Damaged("its checksum does not match");
    }

    private static VaeModelFormatException Damaged(string how) =>
        new($"The model file's part for VaeMl is damaged: {how}. Copy the file again from where it was saved, or save it again.");
}
