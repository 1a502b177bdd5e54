extern alias CoreSignatures;

using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.ML;
using Internals = CoreSignatures::Microsoft.ML;

[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]

namespace VaeMl.Persistence;

/// <summary>
/// A transformer's entry in a model zip: the length, the content and the SHA-256 of the content. The ML.NET types needed for it are internal.
/// This assembly is compiled against stand-in signatures of them, and an attribute makes the runtime skip the access check.
/// </summary>
internal static class ModelEntry
{
    // The format version. Increase it when the format of the content changes; ML.NET rejects any other version.
    private const uint Form = 0x00010002;

    /// <param name="context">ML.NET's context for saving.</param>
    /// <param name="loader">The name under which the loader is registered; at most 24 ASCII letters.</param>
    /// <param name="content">The content, which <see cref="Read"/> returns.</param>
    public static void Write(ModelSaveContext context, string loader, ReadOnlySpan<byte> content)
    {
        Internals.ModelSaveContext internals = (Internals.ModelSaveContext)(object)context;
        // Loading finds the assembly by its full name, so AssemblyVersion must never change.
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
        new($"The VaeMl entry of the model file is damaged: {how}. Copy the file again from where it was saved, or save it again.");
}
