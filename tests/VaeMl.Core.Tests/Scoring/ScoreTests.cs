using VaeMl.Data;

namespace VaeMl.Tests.Scoring;

public sealed class ScoreTests
{
    /// <summary>Rows to score, also with gaps and extreme values.</summary>
    internal static readonly float[][] Unseen =
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
        float[] means = model.Scorer.TermMeans.Features;
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

    /// <summary>Training, rows and tiles decide what a usable row is; here by every combination of five values.</summary>
    [Fact]
    public void Rows_and_tiles_of_rows_agree_on_which_rows_can_be_scored()
    {
        VaeModel model = Models.Fit(Models.Quick);
        float[] values = [0, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        float[][] rows = [.. Enumerable.Range(0, 1024).Select(i => Enumerable.Range(0, 5).Select(j => values[i >> 2 * j & 3]).ToArray())];
        float[] scores = new float[1024];
        int unscored = model.Score([.. rows.SelectMany(row => row)], new ScoreColumns { Score = scores });
        bool[] usable = [.. rows.Select(row => row.Any(float.IsFinite) && !row.Any(float.IsInfinity))];
        Assert.Equal(usable.Count(can => !can), unscored);
        Assert.Equal(usable, rows.Select(row => UsableRow.CanBeScored(row)));
        Assert.Equal(usable, scores.Select(score => !float.IsNaN(score)));
        Assert.Equal(usable, rows.Select(row => !float.IsNaN(model.Score(row).Score)));
        Assert.Equal(rows.Select(row => row.Any(value => !float.IsNaN(value))), rows.Select(row => UsableRow.HasObserved(row)));
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
            "rows holds 7 values, which is not a multiple of the model's 5 features.",
            Assert.Throws<ArgumentException>(() => model.Score(new float[7], new ScoreColumns { Score = new float[1] })).Message);
        Assert.StartsWith(
            "Elbo must hold 2 values; it holds 3.",
            Assert.Throws<ArgumentException>(() => model.Score(new float[10], new ScoreColumns { Elbo = new float[3] })).Message);
    }
}
