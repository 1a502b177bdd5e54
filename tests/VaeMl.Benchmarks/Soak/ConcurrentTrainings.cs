using VaeMl.Tests.Hostile;
using VaeMl.Torch;

namespace VaeMl.Benchmarks.Soak;

/// <summary>Trainings that go on beside each other, with the files that they made alone.</summary>
internal sealed class ConcurrentTrainings
{
    private static readonly VaeOptions Quick = new() { HiddenSizes = [16], LatentSize = 2, Epochs = 10, CalibrationFolds = 2, BatchSize = 32 };
    private readonly VaeData _data = MixedModel.Rows();
    private readonly IVaeTrainer[] _trainers;
    private readonly byte[][] _alone;

    public ConcurrentTrainings()
    {
        _trainers =
        [
            new VaeTrainer(Quick),
            new VaeTrainer(Quick with { Seed = 7, Threads = 3, HiddenSizes = [64, 64] }),
            new VaeTrainer(Quick with { TrainingData = TrainingData.Contaminated, ValidationFraction = 0.2, Threads = 2 }),
            .. TorchVaeTrainer.IsAvailable(out _) ? (IVaeTrainer[])[new TorchVaeTrainer(Quick)] : [],
        ];
        _alone = [.. _trainers.Select(File)];
    }

    /// <summary>The trainers that train here.</summary>
    public string Names => string.Join(" and ", _trainers.Select(trainer => trainer.Name).Distinct());

    /// <summary>Trains, and says whether the file is another one.</summary>
    /// <param name="number">Any number from 0.</param>
    public bool Differs(int number) => !File(_trainers[number % _trainers.Length]).AsSpan().SequenceEqual(_alone[number % _trainers.Length]);

    private byte[] File(IVaeTrainer trainer) => ModelBytes.Write(trainer.Train(_data).Model);
}
