using VaeMl.Likelihoods;
using VaeMl.Networks;
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
    [InlineData(3, 2)]
    [InlineData(33, 17)]
    public void Every_result_is_that_of_the_formulas(int features, int latent)
    {
        VaeModel model = Untrained(features, latent, ScoreKind.PlugIn);
        ReferenceVae reference = new(model.Scorer.Network, model.Scorer.Features);
        float[] rows = Rows(features, 20, seed: 5);
        rows[7 * features + 1] = float.NaN;
        for (int i = 0; i < 20; i++)
        {
            float[] row = rows[(i * features)..((i + 1) * features)];
            Results results = new(model, row);
            (double[] mean, double[] logVariance) = reference.Encode(row);
            double[] terms = reference.FeatureTerms(row, mean);
            double kl = mean.Zip(logVariance).Sum(pair => 0.5 * (pair.First * pair.First + Math.Exp(pair.Second) - 1 - pair.Second));
            float[] termMeans = model.Scorer.TermMeans.Features;
            AssertClose(mean, results.Latent);
            AssertClose([.. logVariance.Select(Math.Exp)], results.LatentVariance);
            AssertClose([.. terms.Select((term, j) => float.IsNaN(row[j]) ? 0 : term - termMeans[j])], results.Contributions);
            AssertClose([kl - model.Scorer.TermMeans.Latent], results.LatentContribution);
            AssertClose([terms.Sum() + kl + row.Select((x, j) => float.IsNaN(x) ? termMeans[j] : 0).Sum()], results.Score);
            double[] sampled = [.. Enumerable.Range(0, 2).Select(k =>
                -reference.FeatureTerms(row, [.. mean.Select((m, q) => m + Math.Exp(logVariance[q] / 2) * model.Scorer.Noise[k * latent + q])]).Sum() - kl)];
            AssertClose([sampled.Average()], results.Elbo);
        }

        static void AssertClose(double[] expected, float[] actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * (1 + Math.Abs(pair.First))));
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
        }
    }

    /// <summary>Gaussian features with a network of random weights, which has not been trained.</summary>
    private static VaeModel Untrained(int features, int latent, ScoreKind kind)
    {
        FeatureTransform transform = new(
            [.. Enumerable.Repeat(new GaussianLikelihood(), features)], new float[features], [.. Enumerable.Repeat(0.1f, features)], [.. Enumerable.Range(0, features).Select(j => j / 10f)],
            [.. Enumerable.Range(0, features).Select(j => 1 + j % 3 / 2f)], [.. Enumerable.Repeat(0.25f, features)], standardized: true);
        NetworkParameters network = NetworkParameters.Initialize(new NetworkShape(features, features, latent, [12], [9], ActivationKind.Tanh, DecodesVariance: true, HasFixedVariance: false), seed: 3);
        Random random = new(4);
        foreach (Dense layer in network.Encoder.Concat(network.Decoder))
            for (int n = 0; n < layer.Outputs; n++)
                layer.Bias.Span[n] = random.NextSingle() - 0.5f;
        TermMeans means = new([.. Enumerable.Range(0, features).Select(j => 1 + j / 8f)], 0.75f);
        return new VaeModel(new Scorer(network, transform, kind, Scorer.FixedNoise(2, latent, seed: 1), means), Models.Fit(Models.Quick with { Epochs = 1 }).Metadata);
    }

    private static float[] Rows(int features, int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, features * count).Select(_ => (float)(2 * Models.Normal(random)))];
    }

    /// <summary>All results of rows.</summary>
    private sealed class Results
    {
        public Results(VaeModel model, ReadOnlySpan<float> rows)
        {
            int d = model.Scorer.Features.Count, q = model.LatentSize, n = rows.Length / d;
            (Latent, LatentVariance, Elbo, Score) = (new float[n * q], new float[n * q], new float[n], new float[n]);
            (Contributions, LatentContribution, Reconstruction) = (new float[n * d], new float[n], new float[n * d]);
            Unscored = model.Score(rows, new ScoreColumns
            {
                Latent = Latent,
                LatentVariance = LatentVariance,
                Elbo = Elbo,
                Score = Score,
                Contributions = Contributions,
                LatentContribution = LatentContribution,
                Reconstruction = Reconstruction,
            });
        }

        public int Unscored { get; }

        public float[] Latent { get; }

        public float[] LatentVariance { get; }

        public float[] Elbo { get; }

        public float[] Score { get; }

        public float[] Contributions { get; }

        public float[] LatentContribution { get; }

        public float[] Reconstruction { get; }

        public float[][] Columns => [Latent, LatentVariance, Elbo, Score, Contributions, LatentContribution, Reconstruction];
    }
}
