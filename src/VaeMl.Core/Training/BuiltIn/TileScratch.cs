using VaeMl.Networks;

namespace VaeMl.Training.BuiltIn;

/// <summary>The buffers of one tile of a mini-batch for the forward and backward pass.</summary>
internal sealed class TileScratch
{
    public TileScratch(NetworkShape shape)
    {
        long widest = Widest(shape), features = Tile.Floats(shape.Features);
        Rows = new AlignedFloats(features);
        Target = new AlignedFloats(features);
        FeatureTerms = new AlignedFloats(features);
        Head = new AlignedFloats(Tile.Floats(2 * shape.Latent));
        HeadGradient = new AlignedFloats(Head.Length);
        Noise = new AlignedFloats((long)Tile.Rows * shape.Latent);
        Output = new AlignedFloats(widest);
        OutputGradient = new AlignedFloats(widest);
        OtherGradient = new AlignedFloats(widest);
        LogVariance = new AlignedFloats(shape.HasFixedVariance ? features : 0);
        LogVarianceGradient = new AlignedFloats(shape.HasFixedVariance ? features : 0);
        Weight = new AlignedFloats(Tile.Rows);
    }

    /// <summary>[32][d], d padded: copies of the rows.</summary>
    public AlignedFloats Rows { get; }

    /// <summary>[d][32]: the values that the likelihood uses.</summary>
    public AlignedFloats Target { get; }

    /// <summary>[d][32]: each feature's term, without its constant.</summary>
    public AlignedFloats FeatureTerms { get; }

    /// <summary>[2q][32]: μ and log σ².</summary>
    public AlignedFloats Head { get; }

    public AlignedFloats HeadGradient { get; }

    /// <summary>[q][32]: the noise u.</summary>
    public AlignedFloats Noise { get; }

    /// <summary>The decoder's output.</summary>
    public AlignedFloats Output { get; }

    public AlignedFloats OutputGradient { get; }

    public AlignedFloats OtherGradient { get; }

    /// <summary>[d][32]: the log-variances if they do not depend on the row, repeated in every lane; empty if the decoder predicts them.</summary>
    public AlignedFloats LogVariance { get; }

    public AlignedFloats LogVarianceGradient { get; }

    /// <summary>32 lanes: 1 / batch size for a row of the batch, 0 for padding.</summary>
    public AlignedFloats Weight { get; }

    /// <summary>The tile's terms, summed over its rows and averaged over the samples.</summary>
    public ElboTerms Terms { get; set; }

    /// <summary>The number of floats in the buffers.</summary>
    public static long Floats(NetworkShape shape) =>
        3 * Widest(shape) + (shape.HasFixedVariance ? 5 : 3) * Tile.Floats(shape.Features) + 2 * Tile.Floats(2 * shape.Latent) + (long)Tile.Rows * (shape.Latent + 1);

    /// <summary>The number of floats of the widest layer. It has room for means and variances even if the decoder predicts only means.</summary>
    private static long Widest(NetworkShape shape) =>
        Math.Max(shape.EncoderSizes.Concat(shape.DecoderSizes).Max(Tile.Floats), Tile.Floats(shape.Features) + Tile.Floats(shape.Slots));
}
