namespace VaeMl.Tests;

public sealed class ContinueTests
{
    private readonly MLContext _mlContext = new(seed: 5);

    [Fact]
    public void An_initial_model_is_trained_on()
    {
        IDataView old = _mlContext.View(Views.Examples(200, seed: 1)), fresh = _mlContext.View(Views.Examples(100, seed: 2));
        VaeAnomalyOptions options = new() { Vae = Models.Quick, Trainer = VaeTrainerKind.BuiltIn };
        VaeModel model = _mlContext.Transforms.VaeEncode(new VaeEncodeOptions { Vae = Models.Quick, Trainer = VaeTrainerKind.BuiltIn }).Fit(old).Model;
        VaeTransformer continued = _mlContext.AnomalyDetection.Trainers.Vae(
            new VaeAnomalyOptions { InitialModel = model, Vae = new VaeOptions { Epochs = 4, CalibrationFolds = 2 }, Trainer = VaeTrainerKind.BuiltIn }).Fit(fresh);
        VaeTrainingResult core = new VaeTrainer(new VaeOptions { Epochs = 4, CalibrationFolds = 2, Seed = 5 }).Continue(model, new VaeData(Models.Rows(100, seed: 2)));
        Assert.Equal(core.Report.Epochs, continued.TrainingReport!.Epochs);
        Assert.Equal(core.Model.Threshold, continued.Model.Threshold);
        Assert.Equal(TrainingData.Clean, continued.Model.Options.TrainingData);
        Assert.Throws<ArgumentException>(() => _mlContext.AnomalyDetection.Trainers.Vae(options with { InitialModel = model, Vae = new VaeOptions { LatentSize = 1 } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.AnomalyDetection.Trainers.Vae(new VaeAnomalyOptions { InputColumnName = "Label", InitialModel = model }).Fit(fresh));
    }

    [Fact]
    public void Raw_columns_are_read_with_the_model_s_levels()
    {
        Row[] Rows(params string[] sites) => [.. Enumerable.Range(0, 120).Select(i => new Row { Site = sites[i % sites.Length], Load = i % 17 })];
        VaeAnomalyOptions options = new() { InputColumnNames = ["Site", "Load"], Vae = Models.Quick, Trainer = VaeTrainerKind.BuiltIn };
        VaeModel model = _mlContext.AnomalyDetection.Trainers.Vae(options).Fit(_mlContext.Data.LoadFromEnumerable(Rows("north", "south"))).Model;
        VaeTransformer continued = _mlContext.AnomalyDetection.Trainers.Vae(options with { InitialModel = model, Vae = new VaeOptions { Epochs = 2, CalibrationFolds = 0 } })
            .Fit(_mlContext.Data.LoadFromEnumerable(Rows("south", "west", "north")));
        Assert.Equal(["north", "south"], continued.Model.Schema!.Columns[0].Levels!);
        Assert.Contains(continued.TrainingReport!.Warnings, text => text.Message.StartsWith("40 rows of 120 hold a level that the model does not know, of feature 'Site'", StringComparison.Ordinal));
    }

    private sealed class Row
    {
        public string Site { get; set; } = "";

        public float Load { get; set; }
    }
}
