using VaeMl.Tests.Hostile;

namespace VaeMl.Tests.Concurrency;

/// <summary>One model serves many threads, and each gets what it would get alone.</summary>
public sealed class ConcurrentScoringTests
{
    private const int Rounds = 4;

    [Fact]
    public void Sixty_four_threads_get_the_bits_that_one_gets_of_numbers() =>
        Check(Models.Fit(Models.Quick), new VaeData(Models.Rows(100, seed: 2, missing: 0.1)));

    [Fact]
    public void Sixty_four_threads_get_the_bits_that_one_gets_of_categories_and_dates() => Check(MixedModel.Train(), MixedModel.Rows(seed: 2));

    [Fact]
    public void Sixty_four_threads_get_the_bits_that_one_gets_of_an_importance_weighted_bound() =>
        Check(Models.Fit(Models.Quick with { Score = ScoreKind.ImportanceWeighted, ScoreSamples = 4 }), new VaeData(Models.Rows(100, seed: 2)));

    private static void Check(VaeModel model, VaeData data)
    {
        ModelCalls calls = new(model, data);
        ManyThreads.Run(number =>
        {
            for (int i = 0; i < Rounds; i++)
                Assert.Empty(calls.Differing(number + i));
        });
    }
}
