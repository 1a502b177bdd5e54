using VaeMl.Tests.Categories;

namespace VaeMl.Tests.Concurrency;

/// <summary>Trainings in one process do not know of each other.</summary>
public sealed class ConcurrentTrainingTests
{
    private static readonly VaeOptions Quick = Models.Quick with { Epochs = 5 };

    private static readonly (VaeOptions Options, VaeData Data)[] Trainings =
    [
        (Quick, new(Models.Rows(150))),
        (Quick with { Seed = 7, Threads = 3, HiddenSizes = [40, 24], BatchSize = 200 }, new(Models.Rows(150, missing: 0.1))),
        (Quick with { TrainingData = TrainingData.Contaminated, ValidationFraction = 0.2, Threads = 2 }, new(Models.Rows(150, seed: 3))),
        (Quick with { Likelihood = LikelihoodKind.StudentT, Variance = VarianceKind.Shared, TrainingSamples = 3 }, new(Models.Rows(150, seed: 4))),
        (Quick with { Score = ScoreKind.ImportanceWeighted, ScoreSamples = 8 }, CategoryTable.Data(150, missing: 0.1)),
    ];

    [Fact]
    public void Trainings_at_once_give_the_files_they_give_alone()
    {
        byte[][] alone = [.. Trainings.Select(File)];
        // Each twice, so that also equal ones meet.
        ManyThreads.Run(number => Assert.Equal(alone[number % Trainings.Length], File(Trainings[number % Trainings.Length])), 2 * Trainings.Length);
    }

    [Fact]
    public void A_training_and_threads_that_score_do_not_disturb_each_other()
    {
        byte[] alone = File(Trainings[0]);
        ModelCalls calls = new(Models.Fit(Models.Quick), new VaeData(Models.Rows(100)));
        using CancellationTokenSource trained = new();
        ManyThreads.Run(number =>
        {
            if (number == 0)
            {
                try
                {
                    Assert.Equal(alone, File(Trainings[0]));
                }
                finally
                {
                    trained.Cancel();
                }
            }
            for (int i = 0; !trained.IsCancellationRequested; i++)
                Assert.Empty(calls.Differing(number + i));
        }, 4);
    }

    private static byte[] File((VaeOptions Options, VaeData Data) training)
    {
        using MemoryStream stream = new();
        new VaeTrainer(training.Options).Fit(training.Data).Save(stream);
        return stream.ToArray();
    }
}
