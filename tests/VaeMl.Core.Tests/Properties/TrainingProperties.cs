using FsCheck.Xunit;
using VaeMl.Scoring;
using VaeMl.Tests.Onnx;

namespace VaeMl.Tests.Properties;

/// <summary>What holds for models whatever their architecture, their options and the data.</summary>
[Properties(Arbitrary = [typeof(OptionGenerators)], QuietOnSuccess = true)]
public sealed class TrainingProperties
{
    [Property(MaxTest = 100, Replay = "17,1")]
    public void A_model_comes_back_from_its_file(RandomTraining training) => ModelLaws.ComesBack(training.Fit(), training.Table.Scored);

    [Property(MaxTest = 100, Replay = "18,1")]
    public void Contributions_add_up(RandomTraining training) => ModelLaws.ContributionsAddUp(training.Fit(), training.Table.Scored);

    [Property(MaxTest = 100, Replay = "19,1")]
    public void Batches_score_as_rows(RandomTraining training) => ModelLaws.BatchesScoreAsRows(training.Fit(), training.Table.Scored);

    [Property(MaxTest = 100, Replay = "20,1")]
    public void All_is_finite(RandomTraining training) => ModelLaws.AllIsFinite(training.Fit(), training.Table.Scored);

    [Property(MaxTest = 50, Replay = "21,1")]
    public void The_number_of_threads_changes_no_bit(RandomTraining training)
    {
        // Tiles enough in a step for three threads, and batches enough to score.
        VaeData rows = RandomTable.Repeated(training.Table.Trained, 130), many = RandomTable.Repeated(training.Table.Scored, 2100);
        VaeOptions options = training.Options with { BatchSize = 128 };
        VaeModel model = new VaeTrainer(options).Fit(rows);
        byte[] file = ModelBytes.Write(model);
        foreach (int threads in new[] { 2, 3 })
            Assert.Equal(file, ModelBytes.Write(new VaeTrainer(options with { Threads = threads }).Fit(rows)));
        Assert.Equal(new Scores(model, RandomTable.ValuesOf(many)).Score, model.Scores(many));
    }

    // Jensen's inequality holds draw by draw: log of the mean weight ≥ mean of the log weights, whose expectation is the ELBO.
    [Property(MaxTest = 100, Replay = "22,1")]
    public void The_importance_weighted_bound_is_at_least_the_mean_of_its_draws(RandomTraining training)
    {
        const int draws = 6;
        VaeModel model = training.Fit();
        float[] rows = RandomTable.ValuesOf(training.Table.Scored), noise = Scorer.FixedNoise(draws, model.LatentSize, seed: 7);
        float[][] single = [.. noise.Chunk(model.LatentSize).Select(Bounds)];
        float[] all = Bounds(noise);
        for (int i = 0; i < all.Length; i++)
            if (!float.IsNaN(all[i]))
                Assert.True(
                    all[i] >= single.Average(bounds => (double)bounds[i]) - 1e-5 * single.Max(bounds => Math.Abs(bounds[i])),
                    $"Row {i}: {all[i]} from {string.Join(", ", single.Select(bounds => bounds[i]))}.");

        float[] Bounds(float[] noise)
        {
            Scorer scorer = new(model.Scorer.Network, model.Scorer.Features, ScoreKind.ImportanceWeighted, noise, TermMeans.Zero(model.FeatureCount));
            return new Scores(new VaeModel(scorer, model.Metadata), rows).Elbo;
        }
    }
}
