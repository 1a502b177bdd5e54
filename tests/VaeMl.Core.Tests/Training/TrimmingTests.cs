using VaeMl.Training;
using VaeMl.Training.Engines;

namespace VaeMl.Tests.Training;

/// <summary>Which trimming is chosen, and what it leaves out.</summary>
public sealed class TrimmingTests
{
    [Theory]
    [InlineData(0.15, 0.45, 0.41)]
    [InlineData(0.5, 0.5, 0.5)]
    public void Trimming_leaves_the_highest_scores_out_from_a_core_to_the_fraction_asked_for(double fraction, double first, double second)
    {
        RecordingEngine engine = new();
        // 64 steps an epoch: trimming is due at the start of every epoch but the first.
        ResolvedOptions options = new(new VaeOptions { BatchSize = 10, Epochs = 10, TrimFraction = fraction }, 640, 4);
        int[] rows = [.. Enumerable.Range(1000, 640)];
        LeastLikelyTrimming trimming = new(options, rows, _ => [.. rows.Select(row => (float)(row * 7 % 640))]);
        Assert.Equal(first, trimming.ShareAfter(0), 1e-12);
        Assert.Equal(second, trimming.ShareAfter(64), 1e-12);
        Assert.Equal(fraction, trimming.ShareAfter(480), 1e-12);
        Assert.Equal(fraction, trimming.ShareAfter(640), 1e-12);
        new EpochLoop(engine, engine.Unworried, options, rows, default) { Trimming = trimming }.Run();
        int[][] epochs = [.. engine.Batches.Chunk(64).Select(epoch => epoch.SelectMany(batch => batch).Order().ToArray())];
        Assert.Equal(10, epochs.Length);
        Assert.Equal(rows, epochs[0]);
        foreach ((int epoch, int[] visited) in epochs.Index().Skip(1))
        {
            int kept = (int)Math.Round((1 - (first + (fraction - first) * Math.Min(1, epoch / 7.5))) * 640);
            Assert.Equal(rows.Where(row => row * 7 % 640 < kept), visited);
        }
    }

    [Fact]
    public void Rows_with_gaps_are_left_out_as_often_as_whole_ones()
    {
        // What feature 0 costs in this unit, some 18 nats, a row without it does not pay.
        float[][] rows = [.. Models.Rows(400).Select((row, i) => (float[])[i % 2 == 0 ? float.NaN : 1e6f * row[0], .. row[1..]])];
        RecordingEngine? engine = null;
        EngineFactory engines = new("recording", setup => engine = new RecordingEngine(setup.Parameters), (_, _, _) => 1);
        VaeOptions options = new() { TrainingData = TrainingData.Contaminated, CalibrationFolds = 0, HiddenSizes = [4], BatchSize = 8, Epochs = 2 };
        new TrainingRun(engines, engines, new TrainingRequest(options, new VaeData(rows), null, null, default)).Execute();
        // All rows in the first epoch, and in the second those that are likeliest.
        int[] second = [.. engine!.Batches.Skip(50).SelectMany(batch => batch)];
        Assert.InRange(second.Length, 200, 320);
        Assert.InRange(second.Count(row => row % 2 == 0) / (double)second.Length, 0.4, 0.6);
    }

    [Fact]
    public void Trimming_follows_from_what_the_rows_are_and_whether_they_have_regimes()
    {
        Assert.Equal(TrimmingKind.None, Of(new VaeOptions()));
        Assert.Equal(TrimmingKind.LeastLikely, Of(new VaeOptions { TrainingData = TrainingData.Contaminated }, regimes: false));
        Assert.Equal(TrimmingKind.Unstructured, Of(new VaeOptions { TrainingData = TrainingData.Contaminated }));
        Assert.Equal(TrimmingKind.None, Of(new VaeOptions { TrainingData = TrainingData.Contaminated, TrimFraction = 0 }));
        Assert.Equal(TrimmingKind.LeastLikely, Of(new VaeOptions { TrimFraction = 0.2 }));
        Assert.Equal(TrimmingKind.Unstructured, Of(new VaeOptions { Trimming = TrimmingKind.Unstructured }, regimes: false));

        static TrimmingKind? Of(VaeOptions options, bool regimes = true) => new ResolvedOptions(options, 2_000, 4, regimes).Options.Trimming;
    }

    [Theory]
    [InlineData(0.5, 1_000, TrimmingKind.Unstructured)]
    [InlineData(0.06, 1_000, TrimmingKind.Unstructured)]
    [InlineData(0.04, 1_000, TrimmingKind.LeastLikely)]
    [InlineData(0.97, 1_000, TrimmingKind.LeastLikely)]
    [InlineData(0.5, 999, TrimmingKind.LeastLikely)]
    public void A_table_of_1000_rows_has_regimes_if_a_feature_is_a_category(double share, int count, TrimmingKind expected)
    {
        float[][] rows = [.. Models.Rows(count).Select((row, i) => (float[])[row[0], i < share * count ? 1 : 0])];
        VaeModel model = new VaeTrainer(Models.Quick with { TrainingData = TrainingData.Contaminated, Epochs = 1, CalibrationFolds = 0 }).Fit(rows);
        Assert.Equal(expected, model.Options.Trimming);
    }

    [Fact]
    public void Held_out_rows_that_trimming_would_leave_out_do_not_choose_the_epoch()
    {
        ResolvedOptions resolved = new(new VaeOptions { TrainingData = TrainingData.Contaminated, TrimFraction = 0.2 }, 2_000, 4);
        Assert.Equal(-(1 + 2 + 3 + 4) / 4f, new LeastLikelyTrimming(resolved, [0], _ => []).ComputeRobustElbo([4, 1e9f, 1, 3, 2]));
    }
}
