namespace VaeMl.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _mlContext = new(seed: 5);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_cancelled_Fit_goes_on_from_its_checkpoint_and_removes_it()
    {
        IDataView data = _mlContext.View(Views.Examples(200, seed: 1));
        VaeAnomalyOptions whole = new() { Vae = Models.Quick with { Epochs = 40 }, Trainer = VaeTrainerKind.BuiltIn };
        string path = Path.Combine(_folder.Path, "fit.checkpoint");
        using CancellationTokenSource source = new();
        List<int> epochs = [];
        VaeAnomalyOptions kept = whole with { Checkpoint = path, Progress = new Epochs(epochs, at: 20, source.Cancel) };
        Assert.ThrowsAny<OperationCanceledException>(() => _mlContext.AnomalyDetection.Trainers.Vae(kept with { CancellationToken = source.Token }).Fit(data));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));

        epochs.Clear();
        VaeTransformer resumed = _mlContext.AnomalyDetection.Trainers.Vae(kept).Fit(data);
        Assert.InRange(epochs[0], 2, 21);
        Assert.Equal(Saved(_mlContext.AnomalyDetection.Trainers.Vae(whole).Fit(data)), Saved(resumed));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Another_training_s_checkpoint_is_an_error()
    {
        IDataView data = _mlContext.View(Views.Examples(100, seed: 1));
        string path = Path.Combine(_folder.Path, "fit.checkpoint");
        new VaeTrainer(Models.Quick).Train(new VaeData(Models.Rows(100)), new TrainingCheckpoint(path));
        VaeEncodeOptions options = new() { Vae = Models.Quick, Trainer = VaeTrainerKind.BuiltIn, Checkpoint = path };
        Assert.Contains("Seed was 0 and is 5", Assert.Throws<VaeCheckpointException>(() => _mlContext.Transforms.VaeEncode(options).Fit(data)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _mlContext.Transforms.VaeEncode(options with { Checkpoint = "" }));
    }

    private static byte[] Saved(VaeTransformer transformer)
    {
        using MemoryStream stream = new();
        transformer.Model.Save(stream);
        return stream.ToArray();
    }

    private sealed class Epochs(List<int> told, int at, Action act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch is not { } epoch)
                return;
            told.Add(epoch.Epoch);
            if (epoch.Epoch == at)
                act();
        }
    }
}
