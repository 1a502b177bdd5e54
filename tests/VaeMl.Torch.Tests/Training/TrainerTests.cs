namespace VaeMl.Torch.Tests.Training;

public sealed class TrainerTests
{
    [TorchFact]
    public void Two_runs_make_the_same_bits()
    {
        VaeData data = Rows.Mixed(300, missing: 0.1);
        VaeOptions options = Options.Quick with { HiddenSizes = [64, 64], TrainingSamples = 2 };
        VaeModel first = new TorchVaeTrainer(options).Fit(data), second = new TorchVaeTrainer(options).Fit(data);
        Assert.Equal(first.Scores(data), second.Scores(data));
        Assert.Equal(first.Threshold, second.Threshold);
    }

    [TorchFact]
    public void Model_and_report_say_who_trained()
    {
        VaeData data = Rows.Mixed(200);
        VaeTrainingResult training = new TorchVaeTrainer(Options.Quick).Train(data);
        Assert.Equal("TorchSharp", training.Report.Trainer);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".onnx");
        try
        {
            training.Model.Save(path);
            VaeModel loaded = VaeModel.Load(path);
            Assert.Equal("TorchSharp", loaded.Trainer);
            Assert.Equal(training.Model.Scores(data), loaded.Scores(data));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TorchFact]
    public void Early_stopping_keeps_the_weights_of_the_best_epoch()
    {
        VaeOptions options = new()
        {
            HiddenSizes = [64],
            LatentSize = 3,
            ValidationFraction = 0.5,
            Patience = 8,
            Epochs = 500,
            LearningRate = 5e-3,
            VarianceFloor = 0.001,
            Schedule = LearningRateSchedule.Constant,
        };
        VaeData data = Rows.Mixed(80);
        VaeTrainingResult training = new TorchVaeTrainer(options).Train(data);
        Assert.Equal(StopReason.EarlyStopping, training.Report.StopReason);
        Assert.Equal(training.Report.BestEpoch + 8, training.Report.Epochs.Count);
        VaeModel shorter = new TorchVaeTrainer(options with { Patience = null, Epochs = training.Report.BestEpoch }).Fit(data);
        Assert.Equal(shorter.Scores(data), training.Model.Scores(data));
    }

    [TorchFact]
    public void Cancellation_stops_between_two_steps_and_reports_no_further_epoch()
    {
        using CancellationTokenSource source = new();
        List<int> epochs = [];
        ProgressCallback progress = new(told =>
        {
            epochs.Add(told.Epoch!.Epoch);
            if (told.Epoch.Epoch == 3)
                source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() =>
            new TorchVaeTrainer(Options.Quick with { Epochs = 100_000 }).Train(Rows.Mixed(200), progress, source.Token));
        Assert.Equal([1, 2, 3], epochs);
    }

    [TorchFact]
    public void The_threshold_of_folds_differs_from_the_built_in_trainer_s_only_by_what_the_final_models_differ()
    {
        VaeData data = Rows.Mixed(100);
        VaeTrainingResult expected = new VaeTrainer(Options.Quick).Train(data), actual = new TorchVaeTrainer(Options.Quick).Train(data);
        Assert.Equal(("TorchSharp", "BuiltIn"), (actual.Report.Trainer, actual.Report.CalibrationTrainer));
        // A fold's score is moved towards the final model's by one part in as many as there are folds.
        double difference = expected.Model.Scores(data).Zip(actual.Model.Scores(data), (a, b) => Math.Abs((double)a - b)).Max();
        Assert.InRange(actual.Model.Threshold - expected.Model.Threshold, -difference / 5 - 1e-4, difference / 5 + 1e-4);
    }

    [TorchFact]
    public void Rows_without_structure_are_left_out_and_skewed_features_scaled_as_by_the_built_in_trainer()
    {
        Random random = new(1);
        VaeData data = new([.. Enumerable.Range(0, 600).Select(_ =>
        {
            double amount = Math.Exp(2 * random.NextDouble() * random.NextDouble() + random.NextDouble());
            return new[] { (float)(amount * amount), (float)(random.Next(10) == 0 ? 20 * random.NextDouble() : amount), amount > 2 ? 1 : 0 };
        })]);
        VaeOptions options = Options.Quick with { Trimming = TrimmingKind.Unstructured, LogScale = true, Epochs = 40, CalibrationFolds = 0 };
        VaeModel expected = new VaeTrainer(options).Fit(data), actual = new TorchVaeTrainer(options).Fit(data);
        foreach ((float a, float b) in expected.Scores(data).Zip(actual.Scores(data)))
            Assert.Equal(a, b, 1e-2 * Math.Max(1, Math.Abs(a)));
    }

    [TorchFact]
    public void Without_folds_no_trainer_calibrates() =>
        Assert.Null(new TorchVaeTrainer(Options.Quick with { ValidationFraction = 0.2 }).Train(Rows.Mixed(100)).Report.CalibrationTrainer);

    [TorchFact]
    public void Values_of_the_largest_magnitude_train_as_in_the_built_in_trainer()
    {
        float[][] rows = [.. Enumerable.Range(0, 100).Select(i => (float[])[i % 7, i % 5, i == 50 ? 3e38f : i % 3])];
        VaeOptions options = Options.Quick with { Standardize = false, CalibrationFolds = 0, VarianceFloor = 0.01 };
        ElboTerms expected = new VaeTrainer(options).Train(new VaeData(rows)).Report.Epochs[^1].Train;
        ElboTerms actual = new TorchVaeTrainer(options).Train(new VaeData(rows)).Report.Epochs[^1].Train;
        Assert.True(double.IsFinite(actual.Elbo));
        Assert.Equal(1, actual.Elbo / expected.Elbo, 1e-4);
    }

    [TorchFact]
    public void One_feature_one_latent_variable_and_batches_of_one_row_train_as_in_the_built_in_trainer()
    {
        VaeData data = new([.. Enumerable.Range(0, 20).Select(i => (float[])[i % 7])]);
        VaeOptions options = Options.Quick with { LatentSize = 1, HiddenSizes = [], BatchSize = 1, CalibrationFolds = 0, TrainingSamples = 2 };
        double expected = new VaeTrainer(options).Train(data).Report.Epochs[^1].Train.Elbo;
        Assert.Equal(expected, new TorchVaeTrainer(options).Train(data).Report.Epochs[^1].Train.Elbo, 1e-4);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("CPU")]
    public void Unknown_devices_are_refused_by_name(string device)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new TorchVaeTrainer(device: device));
        Assert.StartsWith($"device must be cpu, cuda or cuda:N with N from 0; it is '{device}'.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_checked_when_the_trainer_is_made()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new TorchVaeTrainer(new VaeOptions { BatchSize = 0 }));
        Assert.StartsWith("BatchSize must be from 1 to 65536; it is 0.", exception.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_GPU_that_is_not_there_is_one_error_that_names_the_packages()
    {
        if (TorchSharp.torch.cuda.is_available())
            return;
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => new TorchVaeTrainer(device: "cuda:1").Fit(Rows.Mixed(20)));
        Assert.Contains("'cuda:1'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("TorchSharp-cuda-linux or TorchSharp-cuda-windows", exception.Message, StringComparison.Ordinal);
    }
}
