namespace VaeMl.Torch.Tests.Training;

public sealed class ContinueTests
{
    [TorchFact]
    public void Either_trainer_continues_the_other_s_model_alike()
    {
        VaeOptions options = Options.Quick with { CalibrationFolds = 0 };
        VaeData rows = Rows.Mixed(200, seed: 2);
        VaeModel model = new VaeTrainer(options).Fit(Rows.Mixed(300));
        VaeOptions few = new() { Epochs = 5, CalibrationFolds = 0 };
        VaeTrainingResult torch = new TorchVaeTrainer(few).Continue(model, rows), builtIn = new VaeTrainer(few).Continue(model, rows);
        Assert.Equal(("TorchSharp", 5), (torch.Model.Trainer, torch.Report.Epochs.Count));
        Assert.All(torch.Report.Epochs.Zip(builtIn.Report.Epochs), pair => Assert.Equal(pair.Second.Train.Elbo, pair.First.Train.Elbo, 1e-3 * Math.Abs(pair.Second.Train.Elbo)));
        Assert.Throws<ArgumentException>(() => new TorchVaeTrainer(new VaeOptions { HiddenSizes = [3] }).Continue(model, rows));
    }
}
