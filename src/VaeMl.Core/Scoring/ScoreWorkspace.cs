using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>Room to score one tile. Used by one thread at a time.</summary>
internal sealed class ScoreWorkspace
{
    public ScoreWorkspace(NetworkShape shape, int samples)
    {
        int widest = Tile.Rows * shape.EncoderSizes.Concat(shape.DecoderSizes).Max(Tile.Padded);
        int features = Tile.Rows * Tile.Padded(shape.Features);
        Target = new AlignedFloats(features);
        Terms = new AlignedFloats(features);
        Head = new AlignedFloats(Tile.Rows * Tile.Padded(2 * shape.Latent));
        First = new AlignedFloats(widest);
        Second = new AlignedFloats(widest);
        LogVariance = new AlignedFloats(shape.HasFixedVariance ? features : 0);
        SampleWeights = new AlignedFloats(Tile.Rows * samples);
    }

    /// <summary>[d][32]: the values the likelihood sees; NaN where missing.</summary>
    public AlignedFloats Target { get; }

    /// <summary>[d][32]: each feature's term, averaged over the samples.</summary>
    public AlignedFloats Terms { get; }

    /// <summary>[2q][32]: μ and log σ² (clamped).</summary>
    public AlignedFloats Head { get; }

    /// <summary>A layer's input or output.</summary>
    public AlignedFloats First { get; }

    /// <summary>The other of the two.</summary>
    public AlignedFloats Second { get; }

    /// <summary>[d][32]: log-variances that no row changes; empty when the decoder yields them.</summary>
    public AlignedFloats LogVariance { get; }

    /// <summary>[K][32]: log p(x, z)/q(z|x) of each sample, then its normalised weight.</summary>
    public AlignedFloats SampleWeights { get; }

    /// <summary>32 lanes: the evidence lower bound.</summary>
    public AlignedFloats Elbo { get; } = new(Tile.Rows);

    /// <summary>32 lanes: the score, without the missing features' mean terms until the end.</summary>
    public AlignedFloats Score { get; } = new(Tile.Rows);

    /// <summary>32 lanes: the latent term of the score.</summary>
    public AlignedFloats LatentTerm { get; } = new(Tile.Rows);

    /// <summary>Whether the row in each lane can be scored.</summary>
    public bool[] Usable { get; } = new bool[Tile.Rows];
}
