namespace VaeMl.Tests;

public sealed class FitTests
{
    private readonly MLContext _mlContext = new(seed: 5);

    private static VaeEncodeOptions Encode { get; } = new() { Vae = Models.Quick, Trainer = VaeTrainerKind.BuiltIn };

    private static VaeAnomalyOptions Anomaly { get; } = new() { Vae = Models.Quick, Trainer = VaeTrainerKind.BuiltIn };

    private IDataView Data(int rows = 300) => _mlContext.View(Views.Examples(rows, seed: 1));

    [Fact]
    public void Fit_trains_the_model_that_Core_trains()
    {
        VaeTransformer fitted = _mlContext.AnomalyDetection.Trainers.Vae(Anomaly).Fit(Data());
        VaeTrainingResult core = new VaeTrainer(Models.Quick with { Seed = 5, TrainingData = TrainingData.Contaminated }).Train(new VaeData(Models.Rows(300)));
        Assert.Equal(Saved(core.Model), Saved(fitted.Model));
        Assert.Equal(core.Report.Epochs, fitted.TrainingReport!.Epochs);
    }

    [Theory]
    [InlineData(null, null, 0, 0)]
    [InlineData(5, null, 0, 5)]
    [InlineData(5, null, 7, 7)]
    [InlineData(5, 3, 7, 3)]
    [InlineData(5, 0, 7, 0)]
    public void The_seed_is_the_one_given_nearest_to_the_training(int? context, int? option, int vae, int expected)
    {
        VaeEncodeOptions options = Encode with { Seed = option, Vae = Models.Quick with { Seed = vae, Epochs = 1 } };
        Assert.Equal(expected, new MLContext(context).Transforms.VaeEncode(options).Fit(Data(50)).Model.Options.Seed);
    }

    [Fact]
    public void Every_epoch_is_logged()
    {
        LogLines log = new(_mlContext);
        VaeTransformer fitted = _mlContext.AnomalyDetection.Trainers.Vae(Anomaly with { Vae = Models.Quick with { ValidationFraction = 0.2 } }).Fit(Data());
        for (int epoch = 1; epoch <= 15; epoch++)
            Assert.Matches($@"^Epoch {epoch} of 15: ELBO -?\d+\.\d+ nats .*, held out ELBO ", log.Infos[epoch - 1]);
        Assert.StartsWith("Trained by BuiltIn on 240 rows of 5 features in ", log.Infos[^1], StringComparison.Ordinal);
        Assert.Equal(15, fitted.TrainingReport!.Epochs.Count);
        Assert.Equal(fitted.TrainingReport.Warnings.Select(warning => warning.Message), log.Warnings);
    }

    [Fact]
    public void Progress_is_told_of_every_epoch_and_of_the_calibration_and_ends_at_one()
    {
        LogLines log = new(_mlContext);
        Reports progress = new();
        VaeTransformer fitted = _mlContext.AnomalyDetection.Trainers.Vae(Anomaly with { Progress = progress }).Fit(Data());
        Assert.Equal(fitted.TrainingReport!.Epochs, progress.All.TakeWhile(report => report.Phase == TrainingPhase.Training).Select(report => report.Epoch!));
        Assert.Contains(progress.All, report => report.Phase == TrainingPhase.Calibrating);
        Assert.Equal(progress.All.Select(report => report.Fraction).Order(), progress.All.Select(report => report.Fraction));
        Assert.Equal(1, progress.All[^1].Fraction);
        Assert.StartsWith("Epoch 1 of 15", log.Infos[0], StringComparison.Ordinal);

        Reports encoding = new();
        _mlContext.Transforms.VaeEncode(Encode with { Progress = encoding }).Fit(Data());
        Assert.Equal(Enumerable.Range(1, 15).Select(epoch => epoch / 15.0), encoding.All.Select(report => report.Fraction));
    }

    [Fact]
    public void Warnings_about_the_data_are_logged_and_the_threshold_only_where_there_is_one()
    {
        LogLines log = new(_mlContext);
        IDataView constant = _mlContext.View(Views.Examples([.. Models.Rows(50).Select(row => new[] { 1f, row[1], row[2], row[3], row[4] })]));
        _mlContext.Transforms.VaeEncode(Encode).Fit(constant);
        Assert.StartsWith("Feature 'f0' is constant at 1", Assert.Single(log.Warnings), StringComparison.Ordinal);
        _mlContext.AnomalyDetection.Trainers.Vae(Anomaly).Fit(constant);
        Assert.Equal(3, log.Warnings.Length);
    }

    [Fact]
    public void The_threshold_is_calibrated_only_for_a_PredictedLabel_column()
    {
        Assert.Equal(0, _mlContext.Transforms.VaeEncode(Encode).Fit(Data()).TrainingReport!.CalibrationRows);
        Assert.Equal(300, _mlContext.Transforms.VaeEncode(Encode with { PredictedLabelColumnName = "Odd" }).Fit(Data()).TrainingReport!.CalibrationRows);
        Assert.Equal(300, _mlContext.AnomalyDetection.Trainers.Vae(Anomaly).Fit(Data()).TrainingReport!.CalibrationRows);
    }

    [Fact]
    public void A_cancelled_token_stops_reading_and_training()
    {
        using CancellationTokenSource source = new();
        IDataView data = Data();
        _mlContext.Log += (_, line) =>
        {
            if (line.RawMessage.StartsWith("Epoch 3 ", StringComparison.Ordinal))
                source.Cancel();
        };
        VaeEncodeOptions options = Encode with { CancellationToken = source.Token, Vae = Models.Quick with { Epochs = 100_000 } };
        Assert.Throws<OperationCanceledException>(() => _mlContext.Transforms.VaeEncode(options).Fit(data));
        int reads = 0;
        IDataView endless = _mlContext.View(Endless());
        Assert.Throws<OperationCanceledException>(() => _mlContext.Transforms.VaeEncode(options).Fit(endless));
        Assert.InRange(reads, 0, 10);

        IEnumerable<Example> Endless()
        {
            Example example = Views.Examples(1)[0];
            for (; ; reads++)
                yield return example;
        }
    }

    [Fact]
    public void Encoding_takes_rows_for_clean_and_detection_for_contaminated()
    {
        VaeOptions oneEpoch = Models.Quick with { Epochs = 1 };
        Assert.Equal(TrainingData.Clean, _mlContext.Transforms.VaeEncode(Encode with { Vae = oneEpoch }).Fit(Data(50)).Model.Options.TrainingData);
        VaeAnomalyOptions options = Anomaly with { Vae = oneEpoch };
        Assert.Equal(TrainingData.Contaminated, _mlContext.AnomalyDetection.Trainers.Vae(options).Fit(Data(50)).Model.Options.TrainingData);
        options = options with { TrainingData = TrainingData.Clean };
        Assert.Equal(TrainingData.Clean, _mlContext.AnomalyDetection.Trainers.Vae(options).Fit(Data(50)).Model.Options.TrainingData);
    }

    [Fact]
    public void The_data_is_read_once()
    {
        int reads = 0;
        IDataView data = _mlContext.View(Views.Examples(100).Select(example =>
        {
            reads++;
            return example;
        }));
        reads = 0;
        _mlContext.AnomalyDetection.Trainers.Vae(Anomaly).Fit(data);
        Assert.Equal(100, reads);
    }

    [Fact]
    public void Slot_names_become_the_features_names()
    {
        IDataView data = _mlContext.Data.LoadFromEnumerable(Models.Rows(100).Select(row => new Machine { Speed = row[0], Load = row[1], Heat = row[2] }));
        VaeTransformer fitted = _mlContext.Transforms.Concatenate("Features", "Speed", "Load", "Heat")
            .Append(_mlContext.Transforms.VaeEncode(Encode)).Fit(data).LastTransformer;
        Assert.Equal(["Speed", "Load", "Heat"], fitted.Model.FeatureNames);
    }

    [Fact]
    public void A_value_that_cannot_be_trained_on_is_named_with_its_row_and_feature()
    {
        Example[] examples = Views.Examples(2000);
        examples[1234].Features[2] = float.PositiveInfinity;
        VaeDataException e = Assert.Throws<VaeDataException>(() => _mlContext.Transforms.VaeEncode(Encode).Fit(_mlContext.View(examples)));
        Assert.Equal((1234, "f2"), (e.Row, e.Feature));
        Assert.Contains("Row 1234, feature 'f2' holds +∞", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_rows_are_an_error() => Assert.Contains(
        "There is nothing to train on",
        Assert.Throws<VaeDataException>(() => _mlContext.Transforms.VaeEncode(Encode).Fit(_mlContext.View([]))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Options_are_checked_when_the_estimator_is_made()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => _mlContext.AnomalyDetection.Trainers.Vae(latentSize: 0, flagRate: 1));
        Assert.Contains("LatentSize must be from 1 to 65536", e.Message, StringComparison.Ordinal);
        Assert.Contains("FlagRate must be above 0 and below 1; it is 1.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_short_forms_give_the_columns_they_name()
    {
        IDataView data = Data(60);
        VaeTransformer encode = _mlContext.Transforms.VaeEncode("Features", latentSize: 1, elboColumnName: null, seed: 9).Fit(data);
        Assert.Equal(new VaeColumns { InputColumnName = "Features", LatentColumnName = "Features" }, encode.Columns);
        Assert.Equal((1, 9), (encode.Model.LatentSize, encode.Model.Options.Seed));
        Assert.Equal(1, ((VectorDataViewType)encode.Transform(data).Schema["Features"].Type).Size);
        Assert.Equal(60, encode.Transform(data).Column<float[]>("Features").Length);
        Assert.Equal(new VaeColumns { LatentColumnName = "Latent", ElboColumnName = "Elbo" }, new VaeEncodeOptions().NamesOnly());
        Assert.Equal(new VaeColumns { ScoreColumnName = "Score", PredictedLabelColumnName = "PredictedLabel" }, new VaeAnomalyOptions().NamesOnly());
    }

    private static byte[] Saved(VaeModel model)
    {
        using MemoryStream stream = new();
        model.Save(stream);
        return stream.ToArray();
    }

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value) => All.Add(value);
    }

    private sealed class Machine
    {
        public float Speed { get; set; }

        public float Load { get; set; }

        public float Heat { get; set; }
    }
}
