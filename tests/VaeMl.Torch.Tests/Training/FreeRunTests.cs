using Xunit.Abstractions;

namespace VaeMl.Torch.Tests.Training;

/// <summary>Left alone, both trainers reach the same bound on rows they have not seen.</summary>
public sealed class FreeRunTests(ITestOutputHelper output)
{
    private const double NatsPerFeature = 0.02;

    [TorchTheory]
    [InlineData(LikelihoodKind.Auto, TrainingData.Clean, VarianceKind.PerRow)]
    [InlineData(LikelihoodKind.Auto, TrainingData.Contaminated, VarianceKind.PerRow)]
    [InlineData(LikelihoodKind.Gaussian, TrainingData.Clean, VarianceKind.PerFeature)]
    [InlineData(LikelihoodKind.Bernoulli, TrainingData.Clean, VarianceKind.PerRow)]
    [InlineData(LikelihoodKind.Categorical, TrainingData.Clean, VarianceKind.PerRow)]
    public void Validation_bounds_agree(LikelihoodKind likelihood, TrainingData recipe, VarianceKind variance)
    {
        VaeData data = likelihood switch
        {
            LikelihoodKind.Bernoulli => Rows.Unit(800, missing: 0.05),
            LikelihoodKind.Categorical => Rows.Categories(800, missing: 0.05),
            _ => Rows.Mixed(800, missing: 0.05),
        };
        VaeOptions options = new()
        {
            Likelihood = likelihood == LikelihoodKind.Categorical ? LikelihoodKind.Auto : likelihood,
            TrainingData = recipe,
            Variance = variance,
            HiddenSizes = [32],
            LatentSize = 2,
            Epochs = 120,
            ValidationFraction = 0.3,
        };
        double difference = Enumerable.Range(1, 3).Average(seed =>
            Bound(new TorchVaeTrainer(options with { Seed = seed })) - Bound(new VaeTrainer(options with { Seed = seed })));
        output.WriteLine($"difference in nats per feature: {difference / data.FeatureCount:E1}");
        Assert.InRange(difference / data.FeatureCount, -NatsPerFeature, NatsPerFeature);

        double Bound(IVaeTrainer trainer) => trainer.Train(data).Report.Epochs[^1].Validation!.Value.Elbo;
    }
}
