using VaeMl.Networks;
using VaeMl.Training.BuiltIn;
using VaeMl.Training.Engines;
using Xunit.Abstractions;

namespace VaeMl.Torch.Tests.Parity;

/// <summary>Both trainers have one objective: same weights, batches and noise, same loss and gradients.</summary>
public sealed class ParityTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-5;
    private const int Steps = 50;

    public static TheoryData<LikelihoodKind, VarianceKind, bool> Models
    {
        get
        {
            TheoryData<LikelihoodKind, VarianceKind, bool> cases = [];
            foreach (bool missing in (bool[])[false, true])
            {
                cases.Add(LikelihoodKind.Bernoulli, VarianceKind.PerRow, missing);
                foreach (LikelihoodKind likelihood in (LikelihoodKind[])[LikelihoodKind.Gaussian, LikelihoodKind.StudentT, LikelihoodKind.Auto])
                    foreach (VarianceKind variance in Enum.GetValues<VarianceKind>())
                        cases.Add(likelihood, variance, missing);
            }
            return cases;
        }
    }

    [TorchTheory]
    [MemberData(nameof(Models))]
    public void Loss_and_gradients_agree(LikelihoodKind likelihood, VarianceKind variance, bool missing) =>
        Compare(new VaeOptions { Likelihood = likelihood, Variance = variance }, missing ? 0.2 : 0);

    [TorchTheory]
    [InlineData(ActivationKind.Relu, LatentTermKind.ClosedForm, 1)]
    [InlineData(ActivationKind.Silu, LatentTermKind.Sampled, 3)]
    [InlineData(ActivationKind.Tanh, LatentTermKind.ClosedForm, 3)]
    [InlineData(ActivationKind.Tanh, LatentTermKind.Sampled, 1)]
    public void Loss_and_gradients_agree_by_activation_samples_and_latent_term(ActivationKind activation, LatentTermKind latentTerm, int samples)
    {
        foreach (VarianceKind variance in Enum.GetValues<VarianceKind>())
            Compare(new VaeOptions { Activation = activation, LatentTerm = latentTerm, TrainingSamples = samples, Variance = variance }, 0.1);
    }

    [TorchTheory]
    [InlineData(0.3)]
    [InlineData(2)]
    [InlineData(double.PositiveInfinity)]
    public void Rows_weigh_as_much_at_the_decoder_in_both(double limit)
    {
        foreach (VarianceKind variance in Enum.GetValues<VarianceKind>())
            Compare(new VaeOptions { RowGradientLimit = limit, Variance = variance, TrainingSamples = 2 }, 0.1);
    }

    [TorchTheory]
    [InlineData(LikelihoodKind.Gaussian)]
    [InlineData(LikelihoodKind.StudentT)]
    public void A_variance_may_have_no_floor(LikelihoodKind likelihood) =>
        Compare(new VaeOptions { Likelihood = likelihood, VarianceFloor = 0 }, 0.1);

    [TorchTheory]
    [InlineData(LikelihoodKind.Gaussian, LatentTermKind.ClosedForm)]
    [InlineData(LikelihoodKind.StudentT, LatentTermKind.Sampled)]
    public void Clamped_log_variances_carry_no_gradient_in_both(LikelihoodKind likelihood, LatentTermKind latentTerm) =>
        Compare(new VaeOptions { Likelihood = likelihood, LatentTerm = latentTerm }, 0.1, spread: 60);

    [TorchTheory]
    [InlineData(LikelihoodKind.Auto, VarianceKind.PerRow, 0, double.PositiveInfinity)]
    [InlineData(LikelihoodKind.Auto, VarianceKind.PerRow, 0.2, 2)]
    [InlineData(LikelihoodKind.StudentT, VarianceKind.PerFeature, 0.2, 2)]
    [InlineData(LikelihoodKind.Gaussian, VarianceKind.Shared, 0.2, 2)]
    public void Loss_and_gradients_agree_with_categories(LikelihoodKind likelihood, VarianceKind variance, double missing, double limit)
    {
        VaeOptions options = new() { Likelihood = likelihood, Variance = variance, RowGradientLimit = limit, TrainingSamples = 2 };
        Compare(options, missing, data: Rows.Categories(ParityCase.RowCount, 3, missing));
        Compare(options, missing, data: Rows.EqualCategories(ParityCase.RowCount, 3, missing));
    }

    private void Compare(VaeOptions options, double missing, float spread = 1, VaeData? data = null)
    {
        ParityCase parity = new(options, missing, spread, data);
        using BuiltInEngine builtIn = parity.BuiltIn();
        using TorchEngine torch = parity.Torch();

        (ElboTerms Terms, NetworkParameters Gradient) expected = builtIn.Gradient(ParityCase.Step(1)), actual = torch.Gradient(ParityCase.Step(1));
        (string Tensor, double Error)[] errors = [.. GradientError.Between(expected.Gradient, actual.Gradient)];
        (string worst, double gradientError) = errors.MaxBy(error => error.Error);
        Assert.True(gradientError <= Tolerance, $"gradient of {worst}: {gradientError:E1}");

        double lossError = 0;
        for (int number = 1; number <= Steps; number++)
        {
            EngineStep step = ParityCase.Step(number);
            double error = LossError(builtIn.Step(step), torch.Step(step));
            Assert.True(error <= Tolerance, $"loss at step {number}: {error:E1}");
            lossError = Math.Max(lossError, error);
        }
        output.WriteLine($"{options.Variance}: worst gradient error {gradientError:E1} ({worst}), worst loss error in {Steps} steps {lossError:E1}");
    }

    /// <summary>The largest difference in a term or in the bound, over Σ|terms|.</summary>
    private static double LossError(ElboTerms expected, ElboTerms actual)
    {
        double scale = Math.Abs(expected.LogLikelihood) + Math.Abs(expected.LogPrior) + Math.Abs(expected.LogPosterior);
        double[] differences =
        [
            expected.LogLikelihood - actual.LogLikelihood,
            expected.LogPrior - actual.LogPrior,
            expected.LogPosterior - actual.LogPosterior,
            expected.Elbo - actual.Elbo,
        ];
        return differences.Max(Math.Abs) / scale;
    }
}
