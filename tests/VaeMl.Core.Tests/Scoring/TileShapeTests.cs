using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Onnx;
using VaeMl.Scoring;
using VaeMl.Tests.Training;

namespace VaeMl.Tests.Scoring;

/// <summary>Rows and features are processed in blocks of 16 and tiles of 32. No result may depend on where a row or a feature lies in them.</summary>
public sealed class TileShapeTests
{
    private static readonly int[] _counts = [1, 2, 15, 16, 17, 31, 32, 33, 48, 65];

    [Theory]
    [InlineData(1, 1, ScoreKind.Elbo)]
    [InlineData(8, 16, ScoreKind.PlugIn)]
    [InlineData(15, 3, ScoreKind.ImportanceWeighted)]
    [InlineData(16, 17, ScoreKind.Elbo)]
    [InlineData(17, 2, ScoreKind.ImportanceWeighted)]
    [InlineData(31, 33, ScoreKind.Elbo)]
    [InlineData(33, 15, ScoreKind.PlugIn)]
    [InlineData(41, 24, ScoreKind.ImportanceWeighted)]
    public void Every_result_of_a_row_is_the_same_alone_and_in_any_number_of_rows(int features, int latent, ScoreKind kind)
    {
        VaeModel model = Untrained(features, latent, kind);
        float[] rows = Rows(features, 65, seed: features);
        rows[3 * features] = float.NaN;
        rows[18 * features] = float.NegativeInfinity;
        rows[20 * features] = float.MaxValue;
        Results[] alone = [.. Enumerable.Range(0, 65).Select(i => new Results(model, rows.AsSpan(i * features, features)))];
        foreach (int count in _counts)
        {
            Results together = new(model, rows.AsSpan(0, count * features));
            Assert.Equal(alone[..count].Sum(row => row.Unscored), together.Unscored);
            for (int column = 0; column < together.Columns.Length; column++)
                Assert.Equal(alone[..count].SelectMany(row => row.Columns[column]), together.Columns[column]);
        }
    }

    /// <summary>Every result of a row by formulas in double precision.</summary>
    [Theory]
    [InlineData(3, 2, ScoreKind.Elbo)]
    [InlineData(4, 2, ScoreKind.PlugIn)]
    [InlineData(33, 17, ScoreKind.PlugIn)]
    [InlineData(3, 2, ScoreKind.ImportanceWeighted)]
    [InlineData(34, 5, ScoreKind.ImportanceWeighted)]
    public void Every_result_is_that_of_the_formulas(int features, int latent, ScoreKind kind)
    {
        VaeModel model = Untrained(features, latent, kind);
        float[] rows = Rows(features, 20, seed: 5);
        rows[7 * features + 1] = float.NaN;
        for (int i = 0; i < 20; i++)
        {
            float[] row = rows[(i * features)..((i + 1) * features)];
            Results expected = Expected(model, row), actual = new(model, row);
            for (int column = 0; column < expected.Columns.Length; column++)
                Assert.All(expected.Columns[column].Zip(actual.Columns[column]), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * (1 + Math.Abs(pair.First))));
        }
    }

    /// <summary>A result does not depend on which others are asked for.</summary>
    [Fact]
    public void A_single_result_is_that_of_all_together()
    {
        foreach (ScoreKind kind in Enum.GetValues<ScoreKind>())
        {
            VaeModel model = Untrained(5, 2, kind);
            float[] rows = Rows(5, 40, seed: 2);
            rows[9] = float.NaN;
            Results all = new(model, rows);
            float[] elbo = new float[40], score = new float[40], contributions = new float[200], latentContribution = new float[40];
            float[] latent = new float[80], latentVariance = new float[80], reconstruction = new float[200];
            model.Score(rows, new ScoreColumns { Elbo = elbo });
            model.Score(rows, new ScoreColumns { Score = score });
            model.Score(rows, new ScoreColumns { Contributions = contributions });
            model.Score(rows, new ScoreColumns { LatentContribution = latentContribution });
            model.Score(rows, new ScoreColumns { Latent = latent });
            model.Score(rows, new ScoreColumns { LatentVariance = latentVariance });
            model.Score(rows, new ScoreColumns { Reconstruction = reconstruction });
            Assert.Equal(all.Columns, [latent, latentVariance, elbo, score, contributions, latentContribution, reconstruction]);
            for (int i = 0; i < 40; i++)
            {
                model.Score(rows.AsSpan(5 * i, 5), new ScoreColumns { Score = score.AsSpan(0, 1) });
                Assert.Equal(all.Score[i], score[0]);
            }
        }
    }

    /// <summary>Gaussian and Student-t features with a network of random weights, which has not been trained. Some log-variances are out of their range.</summary>
    private static VaeModel Untrained(int features, int latent, ScoreKind kind)
    {
        FeatureTransform transform = new(
            [.. Enumerable.Range(0, features).Select(j => j % 5 < 3 ? (Likelihood)new GaussianLikelihood() : new StudentTLikelihood())], new float[features],
            [.. Enumerable.Repeat(0.1f, features)], [.. Enumerable.Range(0, features).Select(j => j / 10f)],
            [.. Enumerable.Range(0, features).Select(j => 1 + j % 3 / 2f)], [.. Enumerable.Repeat(0.25f, features)], standardized: true);
        bool perRow = features % 2 == 1;
        NetworkParameters network = NetworkParameters.Initialize(new NetworkShape(features, features, latent, [12], [9], ActivationKind.Tanh, perRow, HasFixedVariance: !perRow), seed: 3);
        Random random = new(4);
        foreach (AlignedFloats values in network.Encoder.Concat(network.Decoder).Select(layer => layer.Bias).Concat(perRow ? [] : [network.LogVariance!]))
            foreach (ref float value in values.Span)
                value = random.NextSingle() - 0.5f;
        network.Encoder[^1].Bias.Span[latent] = 40;
        network.Encoder[^1].Bias.Span[2 * latent - 1] = -40;
        TermMeans means = new([.. Enumerable.Range(0, features).Select(j => 1 + j / 8f)], 0.75f);
        return new VaeModel(new Scorer(network, transform, kind, Scorer.FixedNoise(2, latent, seed: 1), means), new ModelMetadata
        {
            Options = new VaeOptions(),
            FeatureNames = [.. Enumerable.Range(0, features).Select(j => $"f{j}")],
            Levels = new IReadOnlyList<string>?[features],
            Trainer = "none",
            Quantiles = ScoreQuantiles.None,
            Threshold = double.PositiveInfinity,
            RowsTrained = 1,
        });
    }

    /// <summary>The results of a row by formulas.</summary>
    private static Results Expected(VaeModel model, float[] row)
    {
        Scorer scorer = model.Scorer;
        ReferenceVae reference = new(scorer.Network, scorer.Features);
        (double[] mean, double[] logVariance) = reference.Encode(row);
        double kl = mean.Zip(logVariance).Sum(pair => 0.5 * (pair.First * pair.First + Math.Exp(pair.Second) - 1 - pair.Second));
        double[][] noise = [.. scorer.Noise.Chunk(mean.Length).Select(sample => sample.Select(u => (double)u).ToArray())];
        double[][] z = [.. noise.Select(sample => mean.Select((m, j) => m + Math.Exp(logVariance[j] / 2) * sample[j]).ToArray())];
        double[][] sampled = [.. z.Select(sample => reference.FeatureTerms(row, sample))];
        double elbo = -sampled.Average(terms => terms.Sum()) - kl, latent = kl, score = -elbo;
        double[] features = [.. row.Select((_, j) => sampled.Average(terms => terms[j]))];
        if (scorer.Kind == ScoreKind.PlugIn)
        {
            features = reference.FeatureTerms(row, mean);
            score = features.Sum() + kl;
        }
        else if (scorer.Kind == ScoreKind.ImportanceWeighted)
        {
            // log p(x, z) − log q(z|x); the parts with 2π cancel.
            double[] logWeights = [.. z.Select((sample, k) => -sampled[k].Sum() + sample.Select((s, j) => 0.5 * (noise[k][j] * noise[k][j] + logVariance[j] - s * s)).Sum())];
            double largest = logWeights.Max(), sum = logWeights.Sum(w => Math.Exp(w - largest));
            elbo = largest + Math.Log(sum / z.Length);
            score = -elbo;
            features = [.. row.Select((_, j) => sampled.Select((terms, k) => terms[j] * Math.Exp(logWeights[k] - largest) / sum).Sum())];
            latent = score - features.Sum();
        }
        float[] termMeans = scorer.TermMeans.Features;
        return new Results(row.Length, mean.Length, 1)
        {
            Latent = [.. mean.Select(m => (float)m)],
            LatentVariance = [.. logVariance.Select(l => (float)Math.Exp(l))],
            Elbo = [(float)elbo],
            Score = [(float)(score + row.Select((x, j) => float.IsNaN(x) ? termMeans[j] : 0).Sum())],
            Contributions = [.. features.Select((term, j) => float.IsNaN(row[j]) ? 0 : (float)(term - termMeans[j]))],
            LatentContribution = [(float)(latent - scorer.TermMeans.Latent)],
            Reconstruction = [.. reference.Means(mean).Select(m => (float)m)],
        };
    }

    private static float[] Rows(int features, int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, features * count).Select(_ => (float)(2 * Models.Normal(random)))];
    }

    /// <summary>All results of rows.</summary>
    private sealed class Results(int features, int latent, int rows)
    {
        public Results(VaeModel model, ReadOnlySpan<float> rows)
            : this(model.Scorer.Features.Count, model.LatentSize, rows.Length / model.Scorer.Features.Count) => Unscored = model.Score(rows, new ScoreColumns
            {
                Latent = Latent,
                LatentVariance = LatentVariance,
                Elbo = Elbo,
                Score = Score,
                Contributions = Contributions,
                LatentContribution = LatentContribution,
                Reconstruction = Reconstruction,
            });

        public int Unscored { get; }

        public float[] Latent { get; init; } = new float[rows * latent];

        public float[] LatentVariance { get; init; } = new float[rows * latent];

        public float[] Elbo { get; init; } = new float[rows];

        public float[] Score { get; init; } = new float[rows];

        public float[] Contributions { get; init; } = new float[rows * features];

        public float[] LatentContribution { get; init; } = new float[rows];

        public float[] Reconstruction { get; init; } = new float[rows * features];

        public float[][] Columns => [Latent, LatentVariance, Elbo, Score, Contributions, LatentContribution, Reconstruction];
    }
}
