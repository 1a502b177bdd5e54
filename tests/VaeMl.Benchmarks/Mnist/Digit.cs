using Microsoft.ML.Data;

namespace VaeMl.Benchmarks.Mnist;

/// <summary>An image of 28 × 28 pixels in [0, 1], row after row, and its digit.</summary>
internal sealed class Digit
{
    [VectorType(784)]
    public float[] Pixels { get; set; } = [];

    public uint Label { get; set; }

    /// <summary>MNIST's test set.</summary>
    public static Digit[] Read(DirectoryInfo folder)
    {
        VaeData images = IdxFile.Images(Path.Combine(folder.FullName, "t10k-images-idx3-ubyte.gz"));
        byte[] labels = IdxFile.Labels(Path.Combine(folder.FullName, "t10k-labels-idx1-ubyte.gz"));
        return [.. labels.Select((label, i) => new Digit { Pixels = images[i].ToArray(), Label = label })];
    }
}
