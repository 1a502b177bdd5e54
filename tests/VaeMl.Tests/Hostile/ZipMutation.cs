using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace VaeMl.Tests.Hostile;

/// <summary>Changes to the zip of a saved pipeline: damage, and damage or forgeries within an entry with all checksums renewed.</summary>
internal static class ZipMutation
{
    /// <summary>An entry of ML.NET's begins with a header of so many bytes; then come, in ours, the content's length, the content and its SHA-256, and at last ML.NET's tail.</summary>
    private const int Header = 256;

    public static byte[] Of(byte[] zip, Random random) => random.Next(4) switch
    {
        0 => ByteMutation.Of(zip, random),
        1 => Rewritten(zip, entries => entries[random.Next(entries.Count)], content => ByteMutation.Of(content, random)),
        2 => Rewritten(zip, Ours, content => Resealed(content, inner => ByteMutation.Of(inner, random))),
        _ => Rewritten(zip, Ours, content => Resealed(content, inner => WithModel(inner, model => ModelMutation.Of(model, random)))),
    };

    private static ZipArchiveEntry Ours(IReadOnlyList<ZipArchiveEntry> entries) => entries.MaxBy(entry => entry.Length)!;

    /// <summary>The zip with an entry changed, its checksums in the zip being those of the change.</summary>
    private static byte[] Rewritten(byte[] zip, Func<IReadOnlyList<ZipArchiveEntry>, ZipArchiveEntry> choose, Func<byte[], byte[]> change)
    {
        using MemoryStream stream = new();
        stream.Write(zip);
        using (ZipArchive archive = new(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using Stream entry = choose(archive.Entries).Open();
            byte[] content = new byte[entry.Length];
            entry.ReadExactly(content);
            entry.SetLength(0);
            entry.Write(change(content));
        }
        return stream.ToArray();
    }

    private static byte[] Resealed(byte[] entry, Func<byte[], byte[]> change)
    {
        const int start = Header + sizeof(int);
        int length = BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(Header)), end = start + length + SHA256.HashSizeInBytes;
        byte[] inner = change(entry[start..(start + length)]), lengthBytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(lengthBytes, inner.Length);
        return [.. HeaderOf(entry, end, inner.Length - length), .. lengthBytes, .. inner, .. SHA256.HashData(inner), .. entry.AsSpan(end)];
    }

    /// <summary>The header with every place behind the content, and the length of the whole of it, put right.</summary>
    private static byte[] HeaderOf(byte[] entry, int end, int longer)
    {
        byte[] header = entry[..Header];
        for (int at = 0; at < Header; at += sizeof(long))
        {
            long value = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(at));
            if (value == end - Header || (value >= end && value <= entry.Length))
                BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(at), value + longer);
        }
        return header;
    }

    /// <summary>Names of columns, then the model file, which begins with its ir_version of 7.</summary>
    private static byte[] WithModel(byte[] inner, Func<byte[], byte[]> change)
    {
        int start = inner.AsSpan().IndexOf((ReadOnlySpan<byte>)[8, 7, 18, 5, .. "VaeMl"u8]);
        return [.. inner.AsSpan(0, start), .. change(inner[start..])];
    }
}
