using TorchSharp;

namespace VaeMl.Torch.Tests.Training;

/// <summary>Trainings of both trainers in one process do not know of each other.</summary>
public sealed class ConcurrentTrainingTests
{
    private const int Times = 2;
    private static readonly VaeOptions Quick = Options.Quick with { Epochs = 5 };

    private static readonly (IVaeTrainer Trainer, VaeData Data)[] Trainings =
    [
        (new TorchVaeTrainer(Quick), Rows.Mixed(100)),
        (new TorchVaeTrainer(Quick with { Seed = 7, Threads = 2, HiddenSizes = [64, 32] }), Rows.Mixed(100, missing: 0.1)),
        (new TorchVaeTrainer(Quick with { Variance = VarianceKind.Shared, TrainingSamples = 3, CalibrationFolds = 0 }), Rows.Categories(100)),
        (new VaeTrainer(Quick with { Threads = 2 }), Rows.Mixed(100)),
        (new VaeTrainer(Quick with { Seed = 7 }), Rows.Categories(100, missing: 0.1)),
    ];

    [TorchFact]
    public void Trainings_at_once_by_both_trainers_give_the_files_they_give_alone()
    {
        byte[][] alone = [.. Trainings.Select(File)];
        long tensors = torch.Tensor.TotalCount;
        byte[][] atOnce = AtOnce();
        for (int i = 0; i < atOnce.Length; i++)
            Assert.Equal(alone[i % Trainings.Length], atOnce[i]);
        Assert.Equal(tensors, torch.Tensor.TotalCount);
    }

    /// <summary>Every training as many times, on a thread each.</summary>
    private static byte[][] AtOnce()
    {
        byte[][] files = new byte[Times * Trainings.Length][];
        using Barrier begin = new(files.Length);
        Task[] tasks = [.. Enumerable.Range(0, files.Length).Select(i => Task.Factory.StartNew(
            () =>
            {
                begin.SignalAndWait();
                files[i] = File(Trainings[i % Trainings.Length]);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Task.WaitAll(tasks);
        return files;
    }

    private static byte[] File((IVaeTrainer Trainer, VaeData Data) training)
    {
        using MemoryStream stream = new();
        training.Trainer.Train(training.Data).Model.Save(stream);
        return stream.ToArray();
    }
}
