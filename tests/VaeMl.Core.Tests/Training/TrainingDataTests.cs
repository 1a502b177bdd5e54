using System.Globalization;

namespace VaeMl.Tests.Training;

/// <summary>Data that users bring: what is refused with a message, and what must simply work.</summary>
public sealed class TrainingDataTests
{
    [Fact]
    public void No_rows() =>
        Assert.Equal("There is nothing to train on: the data has 0 rows and 2 features.", Refusal(new VaeData([], 2)).Message);

    [Fact]
    public void One_row() =>
        Assert.Equal("Training needs at least 2 rows with observed values; the data has 1. Add rows.", Refusal(Data([1, 2])).Message);

    [Theory]
    [InlineData(float.PositiveInfinity, "+∞")]
    [InlineData(float.NegativeInfinity, "−∞")]
    public void Infinity(float value, string shown)
    {
        VaeDataException refusal = Refusal(new VaeData([[1, 2], [3, value], [value, 4]], ["speed", "load"]));
        Assert.Equal(
            $"Row 1, feature 'load' holds {shown}; training needs finite values. Replace it, mark it missing (NaN) or drop the row.",
            refusal.Message);
        Assert.Equal((1, "load"), (refusal.Row, refusal.Feature));
    }

    [Theory]
    [InlineData(1e38f, 0, true)]
    [InlineData(-1e38f, 0.1f, true)]
    [InlineData(1e9f, 0.1f, true)]
    [InlineData(1e4f, 0.1f, false)]
    public void A_value_beside_which_the_others_look_alike(float extreme, float spread, bool warned)
    {
        Random random = new(1);
        VaeData data = new([.. Enumerable.Range(0, 200).Select(i => new[] { i == 17 ? extreme : 1 + spread * (float)random.NextDouble(), (float)random.NextDouble() })], ["load", "heat"]);
        string[] warnings = [.. new VaeTrainer(Models.Quick with { CalibrationFolds = 0 }).Train(data).Report.Warnings.Select(warning => warning.Message).Where(text => text.Contains("load", StringComparison.Ordinal))];
        string expected = FormattableString.Invariant(
            $"Feature 'load' holds {extreme} in row 18 (the first is row 1), more than a million times as far from the median as 99 % of its values: next to it, the model cannot tell the other values apart. Correct it, mark it missing (NaN) or drop the row.");
        Assert.Equal(warned ? [expected] : [], warnings);
    }

    [Fact]
    public void A_feature_never_observed() =>
        Assert.Equal(
            "Feature 'load' has no observed value in 3 rows. Leave it out, or fill it.",
            Refusal(new VaeData([[1, float.NaN], [2, float.NaN], [3, float.NaN]], ["speed", "load"])).Message);

    [Theory]
    [InlineData(-0.25f)]
    [InlineData(1.5f)]
    public void Values_outside_the_unit_interval_with_Bernoulli(float value)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            VaeDataException refusal = Refusal(Data([0, 1], [1, value], [0.5f, 0]), new VaeOptions { Likelihood = LikelihoodKind.Bernoulli });
            Assert.Equal(
                FormattableString.Invariant($"Row 1, feature 'f1' holds {value}; the Bernoulli likelihood needs values in [0, 1]. ")
                + "Scale the feature to [0, 1], or choose the Gaussian or Auto likelihood.",
                refusal.Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void More_latent_variables_than_features() =>
        Assert.Equal(
            "LatentSize must be at most the number of features, 2; it is 3. Lower it, or leave it out.",
            Refusal(Data([1, 2], [3, 4]), new VaeOptions { LatentSize = 3 }).Message);

    [Fact]
    public void Rows_of_unequal_length() =>
        Assert.StartsWith(
            "Row 1 has 1 value where row 0 has 2; rows must be of equal length.",
            Assert.Throws<ArgumentException>(() => Data([1, 2], [3])).Message);

    [Fact]
    public void Rows_with_nothing_observed_are_skipped_and_counted()
    {
        float[][] rows = [.. Models.Rows(50), [float.NaN, float.NaN, float.NaN, float.NaN, float.NaN]];
        TrainingReport report = new VaeTrainer(Models.Quick).Train(new VaeData(rows)).Report;
        Assert.Equal((1, 50), (report.RowsSkipped, report.RowsTrained));
        Assert.Contains("1 of 51 rows was skipped: nothing in them is observed.", report.Warnings.Select(warning => warning.Message));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(3e-12f)]
    [InlineData(4e9f)]
    public void A_constant_feature_is_allowed_named_and_harmless(float constant)
    {
        float[][] rows = [.. Models.Rows(200).Select(row => (float[])[.. row, constant])];
        VaeTrainingResult training = new VaeTrainer(Models.Quick with { Epochs = 300, LearningRate = 0.01 }).Train(new VaeData(rows));
        Assert.Contains(FormattableString.Invariant($"Feature 'f5' is constant at {constant}: it carries no information."), training.Report.Warnings.Select(warning => warning.Message));
        VaeScore usual = training.Model.Score(rows[0]);
        Assert.True(float.IsFinite(usual.Score));
        Assert.InRange(usual.Contributions[5], -1, 1);
        // Another value than ever seen is a surprise whatever the feature's unit.
        float[] other = [.. rows[0][..5], constant == 0 ? 2 : 3 * constant];
        Assert.InRange(training.Model.Score(other).Contributions[5], 5, 1000);
    }

    [Fact]
    public void Tiny_and_large_units_change_the_score_only_by_their_log_Jacobian()
    {
        float[][] rows = Models.Rows(300);
        // Powers of two: the standardised values keep their bits.
        float[] units = [MathF.Pow(2, -40), 1, MathF.Pow(2, 60), MathF.Pow(2, -100), 1];
        float[][] scaled = [.. rows.Select(row => row.Zip(units, (x, u) => x * u).ToArray())];
        VaeModel model = Models.Fit(Models.Quick, rows), other = Models.Fit(Models.Quick, scaled);
        double logJacobian = units.Sum(u => Math.Log(u));
        for (int i = 0; i < 20; i++)
            Assert.Equal(model.Score(rows[i]).Score + logJacobian, other.Score(scaled[i]).Score, 1e-3);
    }

    [Fact]
    public void Values_of_order_1e_12_are_learned_from()
    {
        float[][] rows = [.. Models.Rows(400).Select(row => row[..3].Select(x => x * 1e-12f).ToArray())];
        VaeModel model = Models.Fit(Models.Quick, rows);
        float[] broken = [.. rows[5]];
        broken[2] += 20e-12f;
        Assert.True(model.Score(broken).Score > model.Score(rows[5]).Score + 20);
    }

    [Fact]
    public void Gaps_in_training_do_not_hide_anomalies_or_make_them()
    {
        VaeModel model = Models.Fit(Models.Quick with { Epochs = 60 }, Models.Rows(1000, missing: 0.3));
        float[][] unseen = Models.Rows(500, seed: 5);
        double whole = unseen.Average(row => model.Score(row).Score);
        double gapped = Models.Rows(500, seed: 6, missing: 0.3).Where(row => !row.All(float.IsNaN)).Average(row => model.Score(row).Score);
        // A score is comparable whatever is missing: the means differ by little beside one row's spread of several nats.
        Assert.Equal(whole, gapped, 1.0);
        Assert.True(model.Score([500, float.NaN, float.NaN, 0, 1]).IsAnomaly);
    }

    [Fact]
    public void Auto_takes_Bernoulli_for_zero_and_one_only()
    {
        VaeModel model = Models.Fit(Models.Quick);
        Assert.Equal([LikelihoodKind.Gaussian, LikelihoodKind.Gaussian, LikelihoodKind.Gaussian, LikelihoodKind.Gaussian, LikelihoodKind.Bernoulli], model.Likelihoods);
    }

    private static VaeData Data(params float[][] rows) => new(rows);

    private static VaeDataException Refusal(VaeData data, VaeOptions? options = null) =>
        Assert.Throws<VaeDataException>(() => new VaeTrainer(options).Fit(data));
}
