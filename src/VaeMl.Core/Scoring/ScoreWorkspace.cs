using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>The buffers for scoring one tile. Used by one thread at a time.</summary>
internal sealed class ScoreWorkspace
{
    public ScoreWorkspace(NetworkShape shape, int samples)
    {
        long widest = Widest(shape), features = Tile.Floats(shape.Features);
        Rows = new AlignedFloats(features);
        Target = new AlignedFloats(features);
        Terms = new AlignedFloats(features);
        SampleTerms = new AlignedFloats(features);
        Variance = new AlignedFloats(features);
        LogVariance = new AlignedFloats(features);
        Head = new AlignedFloats(HeadFloats(shape));
        First = new AlignedFloats(widest);
        Second = new AlignedFloats(widest);
        SampleWeights = new AlignedFloats((long)Tile.Rows * samples);
    }

    /// <summary>[32][d], d padded: copies of the rows, if they cannot be read in place.</summary>
    public AlignedFloats Rows { get; }

    /// <summary>The number of lanes that hold a row. A single row is processed without the other lanes.</summary>
    public int Lanes { get; set; } = Tile.Rows;

    /// <summary>The distance between vectors that hold rows. Up to 16 rows leave the second half of every feature's lanes empty.</summary>
    public int LaneStep => Lanes > Tile.Panel ? Tile.Panel : Tile.Rows;

    /// <summary>What is known about the loaded rows.</summary>
    public LoadedTile Loaded { get; set; }

    /// <summary>[d][32]: the values the likelihood sees; NaN where missing.</summary>
    public AlignedFloats Target { get; }

    /// <summary>[d][32]: each feature's term, averaged over the samples.</summary>
    public AlignedFloats Terms { get; }

    /// <summary>[d][32]: each feature's term at one sample, without its constant.</summary>
    public AlignedFloats SampleTerms { get; }

    /// <summary>[d][32]: variances from the decoder.</summary>
    public AlignedFloats Variance { get; }

    /// <summary>[d][32]: their logarithms.</summary>
    public AlignedFloats LogVariance { get; }

    /// <summary>[2q][32]: μ and log σ² (clamped).</summary>
    public AlignedFloats Head { get; }

    /// <summary>A layer's input or output.</summary>
    public AlignedFloats First { get; }

    /// <summary>The other buffer for a layer's input or output.</summary>
    public AlignedFloats Second { get; }

    /// <summary>[K][32]: log p(x, z)/q(z|x) of each sample, then its normalised weight.</summary>
    public AlignedFloats SampleWeights { get; }

    /// <summary>32 lanes: the evidence lower bound.</summary>
    public AlignedFloats Elbo { get; } = new(Tile.Rows);

    /// <summary>32 lanes: the score. The missing features' mean terms are added at the end.</summary>
    public AlignedFloats Score { get; } = new(Tile.Rows);

    /// <summary>32 lanes: the latent term of the score.</summary>
    public AlignedFloats LatentTerm { get; } = new(Tile.Rows);

    /// <summary>The size of a workspace in bytes.</summary>
    public static double Bytes(NetworkShape shape, int samples) =>
        sizeof(float) * (2.0 * Widest(shape) + 6.0 * Tile.Floats(shape.Features) + HeadFloats(shape) + Tile.Rows * (samples + 3.0));

    private static long Widest(NetworkShape shape) => shape.EncoderSizes.Concat(shape.DecoderSizes).Max(Tile.Floats);

    // Columns are written 16 features at a time; this also holds for log σ², which starts in the middle.
    private static long HeadFloats(NetworkShape shape) => (long)Tile.Rows * shape.Latent + Tile.Floats(shape.Latent) + Tile.Floats(Tile.Panel);
}
