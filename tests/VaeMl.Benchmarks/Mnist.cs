using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.ML.Data;

namespace VaeMl.Benchmarks;

/// <summary>An image of 28 × 28 pixels in [0, 1], row after row, and its digit.</summary>
internal sealed class Digit
{
    [VectorType(784)]
    public float[] Pixels { get; set; } = [];

    public uint Label { get; set; }
}

/// <summary>Reads MNIST's test set, gzipped IDX files.</summary>
internal static class Mnist
{
    public static Digit[] Read(DirectoryInfo folder)
    {
        byte[] images = Decompress(Path.Combine(folder.FullName, "t10k-images-idx3-ubyte.gz"));
        byte[] labels = Decompress(Path.Combine(folder.FullName, "t10k-labels-idx1-ubyte.gz"));
        int count = BinaryPrimitives.ReadInt32BigEndian(images.AsSpan(4));
        return [.. Enumerable.Range(0, count).Select(i => new Digit
        {
            Pixels = [.. images[(16 + 784 * i)..(16 + 784 * (i + 1))].Select(pixel => pixel / 255f)],
            Label = labels[8 + i],
        })];
    }

    private static byte[] Decompress(string path)
    {
        using GZipStream gzip = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
