using System.Globalization;

namespace VaeMl.Tests.Training;

public sealed class OptionsTests
{
    [Fact]
    public void Every_violation_is_named_in_one_message_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            string message = Refusal(new VaeOptions { LatentSize = 0, HiddenSizes = [8, -1], LearningRate = 1.5, FlagRate = 0 });
            Assert.Equal(
                "LatentSize must be from 1 to 65536, or null; it is 0. HiddenSizes[1] must be from 1 to 65536; it is -1. "
                + "LearningRate must be above 0 and at most 1; it is 1.5. FlagRate must be above 0 and below 1; it is 0. (Parameter 'options')",
                message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    public static TheoryData<VaeOptions, string> Single => new()
    {
        { new VaeOptions { Likelihood = (LikelihoodKind)9 }, "Likelihood must be one of Auto, Bernoulli, Gaussian, StudentT; it is 9." },
        { new VaeOptions { VarianceFloor = double.NaN }, "VarianceFloor must be from 0 to 1000000, or null; it is NaN." },
        { new VaeOptions { Beta = -1 }, "Beta must be from 0 to 1000000; it is -1." },
        { new VaeOptions { KlWarmupEpochs = -1 }, "KlWarmupEpochs must be 0 or more; it is -1." },
        { new VaeOptions { TrainingSamples = 0 }, "TrainingSamples must be from 1 to 1024; it is 0." },
        { new VaeOptions { BatchSize = 0 }, "BatchSize must be from 1 to 65536; it is 0." },
        { new VaeOptions { Epochs = 0 }, "Epochs must be 1 or more, or null; it is 0." },
        { new VaeOptions { TrimFraction = 1 }, "TrimFraction must be from 0 to below 1, or null; it is 1." },
        { new VaeOptions { Trimming = (TrimmingKind)9 }, "Trimming must be one of None, LeastLikely, Unstructured; it is 9." },
        { new VaeOptions { Trimming = TrimmingKind.Unstructured, TrimFraction = 0.1 }, "TrimFraction applies only to Trimming LeastLikely; leave it out with Unstructured." },
        { new VaeOptions { RowGradientLimit = 0 }, "RowGradientLimit must be above 0; it is 0." },
        { new VaeOptions { ValidationFraction = 1 }, "ValidationFraction must be from 0 to below 1, or null; it is 1." },
        { new VaeOptions { CalibrationFolds = 1 }, "CalibrationFolds must be 0, or from 2 to 100; it is 1." },
        { new VaeOptions { ScoreSamples = 0 }, "ScoreSamples must be from 1 to 4096; it is 0." },
        { new VaeOptions { Threads = 0 }, "Threads must be from 1 to 1024, or null; it is 0." },
        { new VaeOptions { Patience = 3, ValidationFraction = 0 }, "Patience needs held-out rows: set ValidationFraction above 0 or leave it out, or leave Patience out." },
    };

    [Theory]
    [MemberData(nameof(Single))]
    public void Each_option_has_its_range(VaeOptions options, string violation) =>
        Assert.Equal(violation + " (Parameter 'options')", Refusal(options));

    [Fact]
    public void Sizes_follow_the_number_of_features_unless_given()
    {
        VaeModel model = Models.Fit(new VaeOptions { Epochs = 1, CalibrationFolds = 0 });
        Assert.Equal(3, model.LatentSize);
        Assert.Equal([5, 128, 128, 6], model.Scorer.Network.Shape.EncoderSizes);
        Assert.Equal([3, 128, 128, 10], model.Scorer.Network.Shape.DecoderSizes);
        VaeModel contaminated = Models.Fit(new VaeOptions { TrainingData = TrainingData.Contaminated, Epochs = 1, CalibrationFolds = 0 });
        Assert.Equal([5, 64, 6], contaminated.Scorer.Network.Shape.EncoderSizes);
        Assert.Equal((0.0025, 0.1, LikelihoodKind.StudentT), (contaminated.Options.VarianceFloor, contaminated.Options.TrimFraction, contaminated.Likelihoods[0]));
        VaeModel linear = Models.Fit(Models.Quick with { HiddenSizes = [], DecoderHiddenSizes = [4, 6], Variance = VarianceKind.Shared });
        Assert.Equal([5, 4], linear.Scorer.Network.Shape.EncoderSizes);
        Assert.Equal([2, 4, 6, 5], linear.Scorer.Network.Shape.DecoderSizes);
    }

    [Theory]
    [InlineData(9_999, null, null, 0)]
    [InlineData(10_000, null, null, 1_000)]
    [InlineData(200_000, null, null, 20_000)]
    [InlineData(3_000_000, null, null, 20_000)]
    [InlineData(500, null, 5, 50)]
    [InlineData(3_000_000, 0.5, null, 1_500_000)]
    [InlineData(10_000, 0.0, null, 0)]
    [InlineData(3, 0.01, null, 1)]
    public void A_tenth_of_many_rows_is_held_out_and_no_more_than_20000_unless_asked_for(int rows, double? fraction, int? patience, int expected) =>
        Assert.Equal(expected, new VaeMl.Training.ResolvedOptions(new VaeOptions { ValidationFraction = fraction, Patience = patience }, rows, 4).RowsHeldOut);

    private static string Refusal(VaeOptions options) => Assert.Throws<ArgumentException>(() => new VaeTrainer(options)).Message;
}
