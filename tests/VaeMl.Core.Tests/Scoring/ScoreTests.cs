using VaeMl.Tests.Training;

namespace VaeMl.Tests.Scoring;

public sealed class ScoreTests
{
    private static readonly float[][] Unseen =
    [
        .. Models.Rows(70, seed: 9),
        [float.NaN, 1e-3f, float.NaN, 0, 1],
        [100, float.NaN, -5, float.NaN, float.NaN],
        [1e6f, -3, 40, 1e4f, 0.5f],
        [100, 0, -5, 0, 3],
    ];

    public static TheoryData<ScoreKind, int, bool> Kinds => new()
    {
        { ScoreKind.Elbo, 1, false },
        { ScoreKind.Elbo, 3, true },
        { ScoreKind.ImportanceWeighted, 5, true },
        { ScoreKind.PlugIn, 2, true },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Contributions_latent_contribution_and_mean_score_add_up_to_the_score(ScoreKind kind, int samples, bool missing)
    {
        VaeModel model = Models.Fit(Models.Quick with { Score = kind, ScoreSamples = samples }, Models.Rows(300, missing: missing ? 0.1 : 0));
        Assert.All(Unseen, row => Additivity.Holds(model, row));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_row_scores_to_the_same_bits_alone_and_in_any_batch(ScoreKind kind, int samples, bool missing)
    {
        VaeModel model = Models.Fit(Models.Quick with { Score = kind, ScoreSamples = samples }, Models.Rows(200, missing: missing ? 0.1 : 0));
        float[] all = [.. Unseen.SelectMany(row => row)];
        float[] elbo = new float[Unseen.Length], score = new float[Unseen.Length], latentContribution = new float[Unseen.Length];
        float[] contributions = new float[all.Length], latent = new float[Unseen.Length * 2];
        model.Score(all, new ScoreColumns
        {
            Elbo = elbo,
            Score = score,
            Contributions = contributions,
            LatentContribution = latentContribution,
            Latent = latent,
        });
        float[] scoreOnly = new float[Unseen.Length];
        model.Score(all, new ScoreColumns { Score = scoreOnly });
        Assert.Equal(score, scoreOnly);
        Assert.Equal(score, model.Scores(new VaeData(Unseen)));
        for (int i = 0; i < Unseen.Length; i++)
        {
            VaeScore alone = model.Score(Unseen[i]);
            Assert.Equal(elbo[i], alone.Elbo);
            Assert.Equal(score[i], alone.Score);
            Assert.Equal(latentContribution[i], alone.LatentContribution);
            Assert.Equal(contributions[(i * 5)..(i * 5 + 5)], alone.Contributions);
            Assert.Equal(latent[(i * 2)..(i * 2 + 2)], alone.Latent);
        }
    }

    [Theory]
    [InlineData(LikelihoodKind.Auto, VarianceKind.PerRow)]
    [InlineData(LikelihoodKind.Gaussian, VarianceKind.PerFeature)]
    [InlineData(LikelihoodKind.Gaussian, VarianceKind.Shared)]
    public void Elbo_is_the_reference_computation_at_the_fixed_noise(LikelihoodKind likelihood, VarianceKind variance)
    {
        VaeModel model = Models.Fit(Models.Quick with { ScoreSamples = 4, Likelihood = likelihood, Variance = variance });
        ReferenceVae reference = new(model.Scorer.Network, model.Scorer.Features);
        foreach (float[] row in Unseen.Take(72))
        {
            double expected = 0;
            for (int k = 0; k < 4; k++)
            {
                (double[] mean, double[] logVariance) = reference.Encode(row);
                double[] noise = [model.Scorer.Noise[2 * k], model.Scorer.Noise[2 * k + 1]];
                double[] z = [.. mean.Select((m, j) => m + Math.Exp(logVariance[j] / 2) * noise[j])];
                double kl = mean.Zip(logVariance).Sum(pair => 0.5 * (pair.First * pair.First + Math.Exp(pair.Second) - 1 - pair.Second));
                expected -= (reference.FeatureTerms(row, z).Sum() + kl) / 4;
            }
            Assert.Equal(expected, model.Score(row).Elbo, 1e-5 * (20 + Math.Abs(expected)));
        }
    }

    [Fact]
    public void With_nothing_missing_the_score_is_minus_the_Elbo()
    {
        VaeModel model = Models.Fit(Models.Quick);
        Assert.All(Models.Rows(50, 4), row => Assert.Equal(-model.Score(row).Elbo, model.Score(row).Score));
    }

    [Fact]
    public void A_missing_feature_costs_its_mean_training_term()
    {
        VaeModel model = Models.Fit(Models.Quick);
        float[] row = [100, float.NaN, -5, 0, float.NaN];
        VaeScore score = model.Score(row);
        float[] means = model.Scorer.Baseline.Features;
        Assert.Equal(-score.Elbo + means[1] + means[4], score.Score, 1e-4);
        Assert.NotEqual(0, means[1] + means[4]);
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.NaN)]
    public void A_row_that_cannot_be_scored_is_NaN_and_flagged_and_leaves_the_others_alone(float broken)
    {
        VaeModel model = Models.Fit(Models.Quick);
        float[][] rows = Models.Rows(40, 6);
        float[] clean = [.. rows.SelectMany(row => row)], spoilt = [.. clean];
        // ±∞ in one value, or nothing observed at all.
        spoilt.AsSpan(17 * 5, float.IsNaN(broken) ? 5 : 1).Fill(broken);
        float[] expected = new float[40], actual = new float[40], reconstruction = new float[200], latent = new float[80];
        Assert.Equal(0, model.Score(clean, new ScoreColumns { Score = expected }));
        Assert.Equal(1, model.Score(spoilt, new ScoreColumns { Score = actual, Reconstruction = reconstruction, Latent = latent }));
        Assert.True(float.IsNaN(actual[17]));
        Assert.True(model.IsAnomaly(actual[17]));
        Assert.All(reconstruction[85..90], value => Assert.True(float.IsNaN(value)));
        Assert.All(latent[34..36], value => Assert.True(float.IsNaN(value)));
        expected[17] = actual[17];
        Assert.Equal(expected, actual);
        Assert.All(reconstruction.Where((_, i) => i / 5 != 17), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Every_finite_row_has_a_finite_score_that_grows_with_the_distance()
    {
        VaeModel model = Models.Fit(Models.Quick);
        float[] scores = [.. new[] { 100f, 400, 4e3f, 1e6f, 1e12f, float.MaxValue }.Select(x => model.Score([x, 0, -5, 0, 1]).Score)];
        Assert.All(scores, score => Assert.True(float.IsFinite(score)));
        Assert.Equal(scores.Order(), scores);
        Assert.True(float.IsFinite(model.Score([float.MaxValue, -float.MaxValue, float.MaxValue, -float.MaxValue, float.MaxValue]).Score));
    }

    // Burda et al. (2016): the bound's expectation grows with K. All rows share a model's draws, so means over 200 rows are compared over 40
    // independent sets of draws; the error bar is three standard errors of those 40 differences.
    [Fact]
    public void The_importance_weighted_bound_is_at_least_the_Elbo_and_grows_with_K()
    {
        float[][] rows = Models.Rows(200, 8);
        VaeModel trained = Models.Fit(Models.Quick with { Likelihood = LikelihoodKind.Gaussian, VarianceFloor = 0.01, Epochs = 300 }, rows);
        double[] previous = Means(ScoreKind.Elbo, 1);
        foreach (int k in new[] { 1, 2, 8, 32, 128 })
        {
            double[] current = Means(ScoreKind.ImportanceWeighted, k);
            (double gain, double error) = Gain(previous, current);
            Assert.True(gain > -3 * error, $"K = {k}: gain {gain} ± {error}");
            previous = current;
        }
        (double total, double totalError) = Gain(Means(ScoreKind.Elbo, 128), previous);
        Assert.True(total > 3 * totalError, $"K = 128 over the ELBO: gain {total} ± {totalError}");

        double[] Means(ScoreKind kind, int samples) =>
        [
            .. Enumerable.Range(0, 40).Select(set =>
                new[] { Bound(trained, kind, samples, seed: 1000 * samples + set) }.Average(model => rows.Average(row => (double)model.Score(row).Elbo))),
        ];

        static (double Mean, double Error) Gain(double[] before, double[] after)
        {
            double[] gains = [.. after.Zip(before, (a, b) => a - b)];
            double mean = gains.Average();
            return (mean, Math.Sqrt(gains.Sum(g => (g - mean) * (g - mean)) / (gains.Length - 1) / gains.Length));
        }

        static VaeModel Bound(VaeModel model, ScoreKind kind, int samples, int seed) => new(
            new VaeMl.Scoring.Scorer(
                model.Scorer.Network,
                model.Scorer.Features,
                kind,
                VaeMl.Scoring.Scorer.FixedNoise(samples, model.LatentSize, seed),
                VaeMl.Scoring.Baseline.Zero(5)),
            model.Metadata);
    }

    [Fact]
    public void The_plug_in_score_has_its_own_value_and_leaves_Elbo_the_sampled_bound()
    {
        VaeModel elbo = Models.Fit(Models.Quick), plugIn = Models.Fit(Models.Quick with { Score = ScoreKind.PlugIn });
        foreach (float[] row in Models.Rows(20, 5))
        {
            Assert.Equal(elbo.Score(row).Elbo, plugIn.Score(row).Elbo);
            Assert.NotEqual(elbo.Score(row).Score, plugIn.Score(row).Score);
        }
    }

    [Fact]
    public void Scoring_is_the_same_from_many_threads()
    {
        VaeModel model = Models.Fit(Models.Quick);
        float[][] rows = Models.Rows(500, 3);
        float[] expected = [.. rows.Select(row => model.Score(row).Score)], actual = new float[rows.Length];
        Parallel.For(0, rows.Length, i => actual[i] = model.Score(rows[i]).Score);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Scoring_a_batch_allocates_nothing_after_the_first()
    {
        VaeModel model = Models.Fit(Models.Quick);
        float[] rows = [.. Models.Rows(1000, 3).SelectMany(row => row)], score = new float[1000], latent = new float[2000];
        for (int i = 0; i < 3; i++)
            model.Score(rows, new ScoreColumns { Score = score, Latent = latent });
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Score(rows, new ScoreColumns { Score = score, Latent = latent });
        // Less than a tenth of a byte a row: the workspace pool's own node.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 99);
    }

    [Fact]
    public void Wrong_lengths_are_named()
    {
        VaeModel model = Models.Fit(Models.Quick);
        Assert.StartsWith("The row has 4 values where the model has 5 features.", Assert.Throws<ArgumentException>(() => model.Score([1, 2, 3, 4])).Message);
        Assert.StartsWith(
            "rows holds 7 values, which is no multiple of the model's 5 features.",
            Assert.Throws<ArgumentException>(() => model.Score(new float[7], new ScoreColumns { Score = new float[1] })).Message);
        Assert.StartsWith(
            "Elbo must hold 2 values; it holds 3.",
            Assert.Throws<ArgumentException>(() => model.Score(new float[10], new ScoreColumns { Elbo = new float[3] })).Message);
    }
}
