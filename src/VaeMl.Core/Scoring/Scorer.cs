using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.Intrinsics;
using VaeMl.Likelihoods;
using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>Computes a row's posterior mean, bound, score and contributions; all other code relies on this definition. Immutable and thread-safe.</summary>
internal sealed unsafe class Scorer
{
    private readonly ConcurrentBag<ScoreWorkspace> _workspaces = [];
    private ScoreWorkspace? _spare;
    private readonly InferencePass _tileNetwork;
    private readonly TileScore _tileScore;

    /// <param name="network">The parameters.</param>
    /// <param name="features">Likelihoods and scaling.</param>
    /// <param name="kind">The score.</param>
    /// <param name="noise">K × q fixed samples from N(0, 1).</param>
    /// <param name="termMeans">The mean terms over the training set.</param>
    public Scorer(NetworkParameters network, FeatureTransform features, ScoreKind kind, float[] noise, TermMeans termMeans)
    {
        Network = network;
        Features = features;
        Kind = kind;
        Noise = noise;
        TermMeans = termMeans;
        _tileNetwork = new InferencePass(network, noise);
        _tileScore = new TileScore(this, _tileNetwork);
    }

    public NetworkParameters Network { get; }

    public FeatureTransform Features { get; }

    public ScoreKind Kind { get; }

    public float[] Noise { get; }

    public TermMeans TermMeans { get; }

    public int Samples => Noise.Length / Network.Shape.Latent;

    /// <summary>
    /// K × q samples from N(0, 1), fixed by the seed. Every second one is the negative of the one before (antithetic pairs). It has the same distribution, so the bound
    /// stays unbiased, and the error that is odd in the noise cancels.
    /// </summary>
    public static float[] FixedNoise(int samples, int latent, int seed)
    {
        int length = checked(samples * latent);
        AlignedFloats draws = new((length + 31L) / 32 * 32);
        Philox.FillNormal(new PhiloxKey((uint)seed, RandomPurpose.ScoreNoise, 0), 0, draws.Pointer, draws.Length);
        float[] noise = draws.Span[..length].ToArray();
        for (int i = latent; i < length; i++)
            if (i / latent % 2 == 1)
                noise[i] = -noise[i - latent];
        return noise;
    }

    public Scorer With(TermMeans termMeans) => new(Network, Features, Kind, Noise, termMeans);

    /// <summary>Scores rows; see <see cref="VaeModel.Score(ReadOnlySpan{float}, ScoreColumns)"/>.</summary>
    public int Score(ReadOnlySpan<float> rows, ScoreColumns columns)
    {
        int d = Features.Count, count = rows.Length / d, usable = 0;
        ScoreWorkspace workspace = Interlocked.Exchange(ref _spare, null)
            ?? (_workspaces.TryTake(out ScoreWorkspace? pooled) ? pooled : new ScoreWorkspace(Network.Shape, Samples));
        for (int first = 0; first < count; first += Tile.Rows)
        {
            int inTile = Math.Min(Tile.Rows, count - first);
            Load(workspace, rows[(first * d)..], inTile);
            usable += BitOperations.PopCount(workspace.Loaded.Usable);
            ScoreTile(workspace, columns, new LaneWriter(workspace.Loaded.Usable, first, inTile));
        }
        if (Interlocked.CompareExchange(ref _spare, workspace, null) is not null)
            _workspaces.Add(workspace);
        return count - usable;
    }

    /// <summary>Loads the next rows into the workspace.</summary>
    private void Load(ScoreWorkspace workspace, ReadOnlySpan<float> rows, int count)
    {
        int d = Features.Count;
        // Rows are read 16 values at a time. Values beyond the row's end are read too, but not used.
        bool readable = count == Tile.Rows && rows.Length >= (Tile.Rows - 1) * d + Tile.Padded(d);
        float* target = workspace.Target.Pointer;
        float* input = workspace.First.Pointer;
        workspace.Lanes = count;
        fixed (float* values = rows)
        {
            if (count == 1)
                workspace.Loaded = TileLoader.LoadRow(Features, rows[..d], target, input);
            else if (readable)
                workspace.Loaded = TileLoader.Load(Features, values, d, target, input);
            else
                workspace.Loaded = LoadCopies(workspace, rows[..(count * d)], count);
        }
    }

    /// <summary>Copies rows that cannot be read 16 values at a time into a buffer first. In lanes without a row all values are missing.</summary>
    private LoadedTile LoadCopies(ScoreWorkspace workspace, ReadOnlySpan<float> rows, int count)
    {
        int d = Features.Count, stride = Tile.Padded(d);
        Span<float> copies = workspace.Rows.Span;
        for (int lane = 0; lane < count; lane++)
            rows.Slice(lane * d, d).CopyTo(copies[(lane * stride)..]);
        copies[(count * stride)..].Fill(float.NaN);
        return TileLoader.Load(Features, workspace.Rows.Pointer, stride, workspace.Target.Pointer, workspace.First.Pointer);
    }

    private void ScoreTile(ScoreWorkspace workspace, ScoreColumns columns, LaneWriter writer)
    {
        int q = Network.Shape.Latent, d = Features.Count;
        _tileNetwork.Encode(workspace);
        writer.Write(workspace.Head.Pointer, q, columns.Latent);

        bool detail = !columns.Contributions.IsEmpty || !columns.LatentContribution.IsEmpty;
        if (detail || !columns.Elbo.IsEmpty || !columns.Score.IsEmpty)
        {
            _tileScore.Run(workspace, detail, !columns.Elbo.IsEmpty);
            writer.Write(workspace.Elbo.Pointer, columns.Elbo);
            writer.Write(workspace.Score.Pointer, columns.Score);
            writer.Write(workspace.Terms.Pointer, d, columns.Contributions);
            if (detail)
                Shift(workspace.LatentTerm.Pointer, Tile.Rows, 1, -TermMeans.Latent);
            writer.Write(workspace.LatentTerm.Pointer, columns.LatentContribution);
        }
        if (!columns.Reconstruction.IsEmpty)
        {
            float* means = _tileNetwork.Decode(workspace, InferencePass.AtMean).First;
            // Features overwrite their slots, in place: a feature never comes after its first slot.
            for (int j = 0; j < d; j++)
            {
                for (int half = 0; half < Tile.Rows; half += Tile.Panel)
                    Features.Likelihoods[j].Typical(means + Features.FirstSlots[j] * Tile.Rows + half).Store(means + j * Tile.Rows + half);
                Shift(means + j * Tile.Rows, Tile.Rows, Features.Scale[j], Features.Shift[j]);
                if (Features.LogScales[j] is > 0 and float c)
                    for (int lane = 0; lane < Tile.Rows; lane++)
                        means[j * Tile.Rows + lane] = LogScale.Inverse(means[j * Tile.Rows + lane], c);
                if (Features.Steps[j] > 0)
                    for (int lane = 0; lane < Tile.Rows; lane++)
                        means[j * Tile.Rows + lane] = Features.OnGrid(j, means[j * Tile.Rows + lane]);
            }
            writer.Write(means, d, columns.Reconstruction);
        }
        if (!columns.LatentVariance.IsEmpty)
        {
            float* variance = workspace.Head.At(q * Tile.Rows, q * Tile.Rows);
            for (float* at = variance; at < variance + q * Tile.Rows; at += Tile.Panel)
                Exponential.Compute(Vector512.Load(at)).Store(at);
            writer.Write(variance, q, columns.LatentVariance);
        }
    }

    private static void Shift(float* values, int length, float factor, float offset)
    {
        for (int i = 0; i < length; i += Tile.Panel)
            (Vector512.Load(values + i) * factor + Vector512.Create(offset)).Store(values + i);
    }
}
