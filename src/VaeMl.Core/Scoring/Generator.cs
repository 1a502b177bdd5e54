using VaeMl.Likelihoods;
using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>Generates rows from latent vectors: the decoder's means, and samples from p(x|z).</summary>
internal sealed unsafe class Generator(Scorer scorer)
{
    private readonly FeatureTransform _features = scorer.Features;
    private readonly int _latent = scorer.Network.Shape.Latent;
    private readonly InferencePass _network = new(scorer.Network, scorer.Noise);
    private readonly ScoreWorkspace _workspace = new(scorer.Network.Shape, scorer.Samples);

    /// <summary>E[x|z] in the data's units; for a category, the number of the most likely level.</summary>
    public float[] Means(ReadOnlySpan<float> latent)
    {
        for (int j = 0; j < _latent; j++)
            DenseKernels.Fill(_workspace.First.At(j * Tile.Rows, Tile.Rows), latent[j]);
        DecodedTile decoded = _network.DecodeLatent(_workspace);
        float[] means = new float[_features.Count];
        for (int j = 0; j < means.Length; j++)
        {
            float mean = _features.Likelihoods[j].Typical(decoded.First + _features.FirstSlots[j] * Tile.Rows)[0];
            means[j] = _features.FromNetwork(j, mean);
        }
        return means;
    }

    /// <summary>Samples rows from the model.</summary>
    public VaeData Draw(int count, int seed, IReadOnlyList<string> featureNames, IReadOnlyList<IReadOnlyList<string>?> levels)
    {
        RandomStream random = new((uint)seed, RandomPurpose.Generation);
        VaeDataBuilder rows = new(_features.Count, featureNames, levels);
        for (int first = 0; first < count; first += Tile.Rows)
        {
            for (int i = 0; i < _latent * Tile.Rows; i++)
                _workspace.First.Span[i] = (float)random.NextNormal();
            DecodedTile decoded = _network.DecodeLatent(_workspace);
            for (int lane = 0; lane < Math.Min(Tile.Rows, count - first); lane++)
            {
                Span<float> row = rows.Add();
                for (int j = 0; j < row.Length; j++)
                {
                    float* p0 = decoded.First + _features.FirstSlots[j] * Tile.Rows + lane;
                    double s = _features.Likelihoods[j].Draw(
                        p0, decoded.Second[j * Tile.Rows + lane], _features.VarianceFloor[j], random.NextDouble(), random.NextNormal());
                    row[j] = _features.FromNetwork(j, (float)s);
                }
            }
        }
        return rows.Build();
    }
}
