using VaeMl.Likelihoods;
using VaeMl.Training;

namespace VaeMl.Tests.Categories;

public sealed class TrainingTests
{
    private static readonly VaeOptions Longer = Models.Quick with { Epochs = 150, HiddenSizes = [32] };

    [Theory]
    [InlineData(VarianceKind.PerRow, 0)]
    [InlineData(VarianceKind.PerFeature, 0.1)]
    public void A_category_that_does_not_fit_the_others_is_found_and_named(VarianceKind variance, double missing)
    {
        VaeModel model = CategoryTable.Fit(Longer with { Variance = variance, LatentSize = 4, Epochs = 400 }, missing);
        float[] swapped = [.. CategoryTable.Usual];
        swapped[2] = 1;
        VaeScore usual = model.Score(CategoryTable.Usual), score = model.Score(swapped);
        Assert.False(usual.IsAnomaly);
        Assert.True(score.IsAnomaly);
        Assert.Equal(2, Array.IndexOf(score.Contributions.ToArray(), score.Contributions.Max()));
        Assert.Equal(CategoryTable.Usual[0], model.Reconstruct(CategoryTable.Usual)[0]);
        // What the others suggest for a missing one.
        Assert.Contains(model.Reconstruct([2, 60, float.NaN, 1, 0, 0])[2], new[] { 2f, 3 });
    }

    [Fact]
    public void A_category_is_categorical_whatever_the_likelihood_of_numbers()
    {
        VaeData unit = new([.. CategoryTable.Rows(100).Select(row => new[] { row[0], row[3] })], null, [CategoryTable.Levels[0], null]);
        foreach (LikelihoodKind kind in new[] { LikelihoodKind.Auto, LikelihoodKind.Bernoulli, LikelihoodKind.Gaussian, LikelihoodKind.StudentT })
        {
            VaeModel model = new VaeTrainer(Models.Quick with { Likelihood = kind }).Fit(unit);
            Assert.Equal([LikelihoodKind.Categorical, kind == LikelihoodKind.Auto ? LikelihoodKind.Bernoulli : kind], model.Likelihoods);
        }
    }

    [Fact]
    public void Sizes_count_a_category_by_its_levels()
    {
        VaeModel model = CategoryTable.Fit(Models.Quick with { LatentSize = null });
        Assert.Equal((6, 6), (model.FeatureCount, model.LatentSize));
        Assert.Equal([12, 16, 12], model.Scorer.Network.Shape.EncoderSizes);
        Assert.Equal([6, 16, 18], model.Scorer.Network.Shape.DecoderSizes);
        VaeDataException refusal = Assert.Throws<VaeDataException>(() => CategoryTable.Fit(Models.Quick with { LatentSize = 13 }));
        Assert.Equal(
            "LatentSize must be at most the number of features, each category counted by its levels, 12; it is 13. Lower it, or leave it out.", refusal.Message);
    }

    [Fact]
    public void The_encoder_is_fed_the_levels_frequencies_where_one_is_missing()
    {
        VaeData data = CategoryTable.Data(300, missing: 0.1);
        float[] fill = new VaeTrainer(Models.Quick).Fit(data).Scorer.Features.Fill;
        float[] known = [.. Enumerable.Range(0, 300).Select(i => data[i][2]).Where(level => !float.IsNaN(level))];
        Assert.Equal(Enumerable.Range(0, 5).Select(k => (float)(known.Count(level => level == k) / (double)known.Length)), fill[4..9]);
    }

    [Fact]
    public void A_constant_category_and_one_of_a_single_level_are_named_and_cost_nothing()
    {
        IReadOnlyList<string>[] levels = [["a", "b"], ["x"], ["p", "q", "r"]];
        VaeData data = new([.. Enumerable.Range(0, 200).Select(i => new float[] { 1, 0, i % 3 })], ["one", "two", "three"], levels);
        VaeTrainingResult training = new VaeTrainer(Longer).Train(data);
        Assert.Contains("Feature 'one' is constant at 'b': it carries no information.", training.Report.Warnings.Select(warning => warning.Message));
        Assert.Contains("Feature 'two' is constant at 'x': it carries no information.", training.Report.Warnings.Select(warning => warning.Message));
        Assert.Equal(0, training.Model.Scorer.TermMeans.Features[1]);
        Assert.InRange(training.Model.Scorer.TermMeans.Features[0], 0, 0.05);
        Assert.InRange(training.Model.Score([0, 0, 1]).Contributions[0], 3, 100);
    }

    [Fact]
    public void Two_hundred_levels_are_learned()
    {
        Random random = new(1);
        string[] names = [.. Enumerable.Range(0, 200).Select(k => $"shop {k}")];
        VaeData data = new([.. Enumerable.Range(0, 1000).Select(_ => random.Next(200)).Select(k => new[] { k, (float)(k % 2 + 0.1 * Models.Normal(random)) })], null, [names, null]);
        VaeModel model = new VaeTrainer(Longer with { Epochs = 20 }).Fit(data);
        Assert.InRange(model.Scorer.TermMeans.Features[0], 1, Math.Log(200) + 0.3);
        Assert.InRange(model.Reconstruct(data[0])[0], 0, 199);
    }

    [Theory]
    [InlineData(VarianceKind.PerRow, 1)]
    [InlineData(VarianceKind.Shared, 3)]
    public void The_number_of_threads_does_not_change_a_bit(VarianceKind variance, int samples)
    {
        VaeOptions options = Models.Quick with { HiddenSizes = [40, 24], Variance = variance, TrainingSamples = samples, BatchSize = 200 };
        Assert.Equal(Bytes(options with { Threads = 1 }), Bytes(options with { Threads = 3 }));

        static byte[] Bytes(VaeOptions options)
        {
            using MemoryStream stream = new();
            CategoryTable.Fit(options, missing: 0.1).Save(stream);
            return stream.ToArray();
        }
    }

    [Fact]
    public void A_category_makes_a_large_contaminated_table_one_with_regimes()
    {
        VaeData data = new([.. CategoryTable.Rows(200).Select(row => new[] { row[0], row[1] })], null, [CategoryTable.Levels[0], null]);
        Assert.True(new DataSummary(data, default).HasCategories);
        Assert.False(new DataSummary(new VaeData([[0, 1], [0, 2]], null, [["a", "b"], null]), default).HasCategories);
        Assert.False(new DataSummary(new VaeData([[0, 1.5f], [2, 2]]), default).HasCategories);
    }

    [Fact]
    public void As_an_outlier_a_row_has_its_levels_by_their_frequencies()
    {
        VaeData data = new([.. Enumerable.Range(0, 1000).Select(i => new float[] { i % 4 == 0 ? 1 : 0, i % 2 })], null, [["a", "b", "never"], null]);
        FeatureTransform features = FeatureTransformFit.Create(data, new DataSummary(data, default), new ResolvedOptions(new VaeOptions(), 1000, 4));
        OutlierComponent outliers = new(data, [.. Enumerable.Range(0, 1000)], features);
        double sum = 1 + 1e-3;
        Assert.Equal([-Math.Log(0.25 / sum * 0.5), -Math.Log(0.75 / sum * 0.5)], outliers.NegativeLogs(data, [0, 1], 1, default), (a, b) => Math.Abs(a - b) < 1e-9);
        // Rows without the third level do not make it impossible.
        VaeData rare = new([[2, float.NaN]], null, data.Levels);
        Assert.Equal(-Math.Log(1e-3 / sum), outliers.NegativeLogs(rare, [0], 1, default)[0], 1e-9);
    }
}
