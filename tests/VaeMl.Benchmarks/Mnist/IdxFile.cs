using System.Buffers.Binary;
using System.IO.Compression;

namespace VaeMl.Benchmarks.Mnist;

/// <summary>Reads gzipped IDX files, the format of MNIST.</summary>
internal static class IdxFile
{
    /// <summary>Images as rows of pixels in [0, 1].</summary>
    public static VaeData Images(string path)
    {
        byte[] bytes = Decompress(path);
        int count = Number(bytes, 4), pixels = Number(bytes, 8) * Number(bytes, 12);
        return new VaeData([.. bytes.AsSpan(16, count * pixels).ToArray().Select(pixel => pixel / 255f)], pixels);
    }

    /// <summary>The images' digits.</summary>
    public static byte[] Labels(string path)
    {
        byte[] bytes = Decompress(path);
        return bytes[8..(8 + Number(bytes, 4))];
    }

    private static int Number(byte[] bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));

    private static byte[] Decompress(string path)
    {
        using GZipStream gzip = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
