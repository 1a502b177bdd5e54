namespace VaeMl.Tests.Training;

public sealed class ContinueTests
{
    private static readonly VaeOptions _options = new() { HiddenSizes = [32], LatentSize = 2, CalibrationFolds = 2, LearningRate = 3e-3 };
    private static readonly string[] _names = ["a", "b", "c", "d", "e"];
    private static readonly Lazy<VaeModel> _old = new(() => new VaeTrainer(_options with { FlagRate = 0.02 }).Fit(new VaeData(Models.Rows(600), _names)));

    private static VaeModel Old => _old.Value;

    [Fact]
    public void New_rows_are_learned_and_old_ones_not_forgotten()
    {
        VaeData unseenNew = new(Shifted(400, seed: 8)), unseenOld = new(Models.Rows(400, seed: 9));
        VaeData rows = new(Shifted(300, seed: 2));
        VaeTrainingResult continued = new VaeTrainer().Continue(Old, rows);
        double newBefore = Old.Terms(unseenNew).Elbo, newAfter = continued.Model.Terms(unseenNew).Elbo;
        double oldBefore = Old.Terms(unseenOld).Elbo, oldAfter = continued.Model.Terms(unseenOld).Elbo;
        Assert.True(newAfter > newBefore + 0.5, $"new rows: {newBefore} before, {newAfter} after");
        // What a model of the new rows alone says of the old ones.
        double ofNewModel = new VaeTrainer(_options with { CalibrationFolds = 0 }).Fit(rows).Terms(unseenOld).Elbo;
        Assert.True(oldAfter > oldBefore - 1.5 && oldAfter > ofNewModel + 0.15, $"old rows: {oldBefore} before, {oldAfter} after, {ofNewModel} by a new model; new ones: {newBefore} before, {newAfter} after");
        // A tenth of the steps, at rates no higher than the schedule's last tenth.
        Assert.InRange(continued.Report.Steps, 400, 402);
        Assert.All(continued.Report.Epochs, epoch => Assert.InRange(epoch.LearningRate, 0, 0.24 * 3e-3));
        Assert.Equal(0.05 * 3e-3, continued.Report.Epochs[^1].LearningRate, 1e-9);
    }

    [Fact]
    public void What_the_model_has_stays_and_the_threshold_is_calibrated_anew()
    {
        VaeData rows = new(Shifted(300, seed: 2));
        VaeModel model = new VaeTrainer(new VaeOptions { Epochs = 5, FlagRate = 0.1 }).Continue(Old, rows).Model;
        Assert.Equal(Old.Options with { Epochs = 5, FlagRate = 0.1, CalibrationFolds = 5 }, model.Options with { HiddenSizes = Old.Options.HiddenSizes, DecoderHiddenSizes = Old.Options.DecoderHiddenSizes });
        Assert.Equal(_names, model.FeatureNames);
        Assert.Equal(Old.Likelihoods, model.Likelihoods);
        Assert.Equal(Old.Scorer.Features.Shift, model.Scorer.Features.Shift);
        Assert.Equal(Old.Scorer.Features.VarianceFloor, model.Scorer.Features.VarianceFloor);
        Assert.Equal(300, model.Quantiles.Count);
        Assert.InRange(new VaeData(Shifted(2000, seed: 4)) is var unseen ? model.Scores(unseen).Count(model.IsAnomaly) / 2000.0 : 0, 0.05, 0.15);
        // Left out, it is the model's.
        Assert.Equal(0.02, new VaeTrainer(new VaeOptions { Epochs = 1 }).Continue(Old, rows).Model.Options.FlagRate);
        // The old model is as it was.
        Assert.Equal(600, Old.Quantiles.Count);
    }

    [Fact]
    public void The_same_rows_go_on_from_the_same_weights()
    {
        VaeData rows = new(Models.Rows(600), _names);
        VaeTrainingResult again = new VaeTrainer(new VaeOptions { Epochs = 1, LearningRate = 1e-9, CalibrationFolds = 0 }).Continue(Old, rows);
        float[] before = Old.Scores(rows), after = again.Model.Scores(rows);
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        Assert.DoesNotContain(again.Report.Warnings, text => text.Message.Contains("have changed", StringComparison.Ordinal));
        Assert.DoesNotContain(again.Report.Warnings, text => text.Message.Contains("ended worse", StringComparison.Ordinal));
    }

    [Fact]
    public void Drift_is_told()
    {
        float[][] far = [.. Models.Rows(200, seed: 3).Select(row => (float[])[row[0] + 200, .. row[1..]])];
        string warning = Assert.Single(
            new VaeTrainer(new VaeOptions { Epochs = 1, CalibrationFolds = 0 }).Continue(Old, new VaeData(far)).Report.Warnings,
            text => text.Kind == TrainingWarningKind.RowDrift).Message;
        Assert.Matches(@"^\d+(\.\d)? % of the new rows lie beyond the threshold of the model that was continued, which is set to flag 2 % of normal rows", warning);
    }

    [Fact]
    public void What_shapes_the_network_cannot_be_changed()
    {
        VaeOptions other = new() { HiddenSizes = [16], LatentSize = 3, Activation = ActivationKind.Relu, LearningRate = 1e-4, VarianceFloor = 0.5 };
        string message = Assert.Throws<ArgumentException>(() => new VaeTrainer(other).Continue(Old, new VaeData(Models.Rows(50)))).Message;
        Assert.Contains("HiddenSizes is [32] in the model and cannot be changed when its training is continued; [16] is asked for. Leave it out, or train a new model.", message, StringComparison.Ordinal);
        foreach (string name in (string[])["LatentSize is 2", "Activation is Silu", "VarianceFloor is 0.09"])
            Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.DoesNotContain("LearningRate", message, StringComparison.Ordinal);
        // The model's own are no change.
        new VaeTrainer(Old.Options with { Epochs = 1 }).Continue(Old, new VaeData(Models.Rows(50)));
    }

    [Fact]
    public void Rows_that_do_not_fit_are_an_error()
    {
        float[][] rows = Models.Rows(50);
        Assert.Equal(
            "The rows' features are not the model's: the rows lack 'b', and the model does not know 'x'. The model's are 'a', 'b', 'c', 'd', 'e', in this order.",
            Refusal(new VaeData(rows, ["a", "x", "c", "d", "e"])));
        Assert.Contains("they are in a different order", Refusal(new VaeData(rows, ["b", "a", "c", "d", "e"])), StringComparison.Ordinal);
        Assert.Contains("there are 4 where the model has 5", Refusal(new VaeData([.. rows.Select(row => row[..4])])), StringComparison.Ordinal);
        rows[7][4] = 2;
        Assert.StartsWith("Row 7, feature 'e' holds 2; to the model it is Bernoulli", Refusal(new VaeData(rows)), StringComparison.Ordinal);

        static string Refusal(VaeData data) => Assert.Throws<VaeDataException>(() => new VaeTrainer().Continue(Old, data)).Message;
    }

    [Fact]
    public void Levels_that_the_model_does_not_know_are_told_and_score_as_unseen()
    {
        IReadOnlyList<string>?[] levels = [null, ["x", "y"]];
        Random random = new(4);
        float[][] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => (float[])[(float)Models.Normal(random), random.Next(2)])];
        VaeModel model = new VaeTrainer(Models.Quick with { LatentSize = 1 }).Fit(new VaeData(Rows(200), ["n", "k"], levels));
        float[][] fresh = Rows(100);
        for (int i = 0; i < 10; i++)
            fresh[i][1] = -1;
        VaeTrainingResult continued = new VaeTrainer(new VaeOptions { Epochs = 3 }).Continue(model, new VaeData(fresh));
        Assert.Contains(continued.Report.Warnings, text => text.Message.StartsWith("10 rows of 100 hold a level that the model does not know, of feature 'k': ", StringComparison.Ordinal));
        // They cost 13.9 nats each, and the threshold at which 1 % are flagged knows of them.
        Assert.True(continued.Model.Threshold > 13, $"{continued.Model.Threshold}");
        Assert.Throws<VaeDataException>(() => new VaeTrainer().Continue(model, new VaeData(fresh, ["n", "k"], [null, ["y", "x"]])));
    }

    [Theory]
    [InlineData(TrimmingKind.LeastLikely)]
    [InlineData(TrimmingKind.Unstructured)]
    public void Anomalies_among_new_rows_are_left_out_from_the_beginning(TrimmingKind trimming)
    {
        VaeOptions options = _options with { TrainingData = TrainingData.Contaminated, Trimming = trimming, CalibrationFolds = 0 };
        VaeModel model = new VaeTrainer(options).Fit(new VaeData(Models.Rows(600)));
        float[] odd = [40, 0.004f, -9, 5, 1];
        float[][] rows = [.. Models.Rows(400, seed: 6), .. Enumerable.Repeat(odd, 24)];
        VaeModel continued = new VaeTrainer().Continue(model, new VaeData(rows)).Model;
        double usual = Models.Rows(200, seed: 7).Average(row => continued.Score(row).Score);
        Assert.True(continued.Score(odd).Score > usual + 10, $"{continued.Score(odd).Score} against {usual}");
    }

    [Fact]
    public void A_continued_training_goes_on_from_its_checkpoint()
    {
        using TemporaryFolder folder = new();
        TrainingCheckpoint checkpoint = new(Path.Combine(folder.Path, "run.checkpoint"));
        VaeData rows = new(Shifted(200, seed: 2));
        VaeTrainer trainer = new(new VaeOptions { Epochs = 40 });
        using CancellationTokenSource source = new();
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Continue(Old, rows, checkpoint, new Cancelling(source), source.Token));
        Assert.Contains("a model was continued, and now a new one is trained", Assert.Throws<VaeCheckpointException>(() => trainer.Train(rows, checkpoint)).Message, StringComparison.Ordinal);
        Assert.Equal(Bytes(trainer.Continue(Old, rows).Model), Bytes(trainer.Continue(Old, rows, checkpoint).Model));
    }

    private static float[][] Shifted(int count, int seed) =>
        [.. Models.Rows(count, seed).Select(row => (float[])[row[0] + 12, row[1], row[2] - 0.5f, row[3], row[4]])];

    private static byte[] Bytes(VaeModel model)
    {
        using MemoryStream stream = new();
        model.Save(stream);
        return stream.ToArray();
    }

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch is { Epoch: 30 })
                source.Cancel();
        }
    }
}
