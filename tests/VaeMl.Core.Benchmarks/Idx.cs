using System.Buffers.Binary;
using System.IO.Compression;

namespace VaeMl.Core.Benchmarks;

/// <summary>Reads gzipped IDX files, the format of MNIST.</summary>
internal static class Idx
{
    /// <summary>Images as rows of pixels in [0, 1].</summary>
    public static VaeData ReadImages(string path)
    {
        byte[] bytes = Decompress(path);
        int count = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4));
        int pixels = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(8)) * BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(12));
        return new VaeData([.. bytes.AsSpan(16, count * pixels).ToArray().Select(pixel => pixel / 255f)], pixels);
    }

    private static byte[] Decompress(string path)
    {
        using GZipStream gzip = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
