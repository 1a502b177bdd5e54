using VaeMl.Reporting;
using VaeMl.Tests.Onnx;
using VaeMl.Tests.Scoring;

namespace VaeMl.Tests.Categories;

public sealed class ScoringTests
{
    private static readonly double Unseen = Math.Log(1 + Math.Pow(2, 20));

    private static readonly float[][] Rows =
    [
        .. CategoryTable.Rows(70, seed: 9),
        [float.NaN, 30, 2, 0, float.NaN, 0],
        [1, float.NaN, float.NaN, float.NaN, 0, float.NaN],
        [-1, 1e6f, 5, 0.5f, 1, -3],
        [float.NaN, float.NaN, 0.5f, float.NaN, float.NaN, float.NaN],
    ];

    public static TheoryData<ScoreKind, int, VarianceKind> Kinds => new()
    {
        { ScoreKind.Elbo, 1, VarianceKind.PerRow },
        { ScoreKind.Elbo, 3, VarianceKind.Shared },
        { ScoreKind.ImportanceWeighted, 5, VarianceKind.PerFeature },
        { ScoreKind.PlugIn, 2, VarianceKind.PerRow },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Contributions_add_up_one_for_each_category(ScoreKind kind, int samples, VarianceKind variance)
    {
        VaeModel model = CategoryTable.Fit(Models.Quick with { Score = kind, ScoreSamples = samples, Variance = variance }, missing: 0.1);
        Assert.All(Rows, row => Additivity.Holds(model, row));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_row_has_the_same_bits_alone_and_in_any_batch_and_after_loading(ScoreKind kind, int samples, VarianceKind variance)
    {
        VaeModel model = CategoryTable.Fit(Models.Quick with { Score = kind, ScoreSamples = samples, Variance = variance }, missing: 0.1);
        byte[] file = ModelBytes.Write(model);
        VaeModel loaded = ModelBytes.Read(file, "the file");
        Assert.Equal(file, ModelBytes.Write(loaded));
        Assert.Equal(CategoryTable.Levels, loaded.FeatureLevels);
        float[] all = [.. Rows.SelectMany(row => row)];
        Scores batch = new(model, all);
        Assert.Equal(batch.Bits, new Scores(loaded, all).Bits);
        for (int i = 0; i < Rows.Length; i++)
        {
            Scores alone = new(model, Rows[i]);
            Assert.Equal(batch.Score[i], alone.Score[0]);
            Assert.Equal(batch.Elbo[i], alone.Elbo[0]);
            Assert.Equal(batch.Contributions[(6 * i)..(6 * i + 6)], alone.Contributions);
            Assert.Equal(batch.Reconstruction[(6 * i)..(6 * i + 6)], alone.Reconstruction);
            Assert.Equal(batch.Latent[(2 * i)..(2 * i + 2)], alone.Latent);
        }
    }

    [Fact]
    public void An_unseen_level_costs_the_same_whatever_it_is_and_the_encoder_sees_none()
    {
        VaeModel model = CategoryTable.Fit(Models.Quick);
        float[] row = [.. CategoryTable.Usual];
        VaeScore[] scores = [.. new[] { -1, 3, 0.5f, 1e30f }.Select(value => model.Score([value, .. row[1..]]))];
        Assert.All(scores, score => Assert.Equal(Unseen, score.Contributions[0] + model.Scorer.TermMeans.Features[0], 1e-5));
        Assert.All(scores, score => Assert.Equal(scores[0].Score, score.Score));
    }

    [Fact]
    public void A_missing_category_costs_its_mean_training_term()
    {
        VaeModel model = CategoryTable.Fit(Models.Quick);
        VaeScore score = model.Score([float.NaN, .. CategoryTable.Usual[1..]]);
        Assert.Equal(-score.Elbo + model.Scorer.TermMeans.Features[0], score.Score, 1e-4);
    }

    [Fact]
    public void Reconstructions_and_samples_are_level_numbers()
    {
        VaeModel model = CategoryTable.Fit(Models.Quick with { Epochs = 60 });
        Assert.All(Rows, row => AssertLevels(model.Reconstruct(row)));
        AssertLevels(model.Decode([0.3f, -2]));
        VaeData sample = model.Sample(500, seed: 3);
        Assert.Equal(CategoryTable.Levels, sample.Levels);
        Assert.Equal(3, Enumerable.Range(0, 500).Select(i => sample[i][0]).Distinct().Count());
        for (int i = 0; i < 500; i++)
            AssertLevels(sample[i]);

        static void AssertLevels(ReadOnlySpan<float> row)
        {
            for (int j = 0; j < row.Length; j++)
                if (CategoryTable.Levels[j] is { } levels)
                    Assert.Contains(row[j], Enumerable.Range(0, levels.Count).Select(k => (float)k));
        }
    }

    [Fact]
    public void A_report_shows_a_model_with_categories()
    {
        VaeTrainingResult training = new VaeTrainer(Models.Quick).Train(CategoryTable.Data(200));
        string html = new HtmlReport { Model = training.Model, Training = training.Report, Rows = CategoryTable.Data(50, seed: 2) }.Render();
        Assert.Contains("animal", html, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Forgeries => new()
    {
        { "[[\"red\",\"green\"],null,[\"a\",\"b\",\"c\",\"d\",\"e\"],null,[\"one\"],null]", "the initializer 'fill' has 12 values where 11 are needed" },
        { "[null,null,[\"a\",\"b\",\"c\",\"d\",\"e\"],null,[\"one\"],null]", "the entry 'vaeml.levels' does not fit the likelihoods" },
        { "[[\"red\",\"green\",\"blue\"],null,[\"a\",\"b\",\"c\",\"d\",\"e\"],[\"x\"],[\"one\"],null]", "the entry 'vaeml.levels' does not fit the likelihoods" },
        { "[[\"red\",\"red\",\"blue\"],null,[\"a\",\"b\",\"c\",\"d\",\"e\"],null,[\"one\"],null]", "the entry 'vaeml.levels' does not fit the features" },
        { "[[\"red\",null,\"blue\"],null,[\"a\",\"b\",\"c\",\"d\",\"e\"],null,[\"one\"],null]", "the entry 'vaeml.levels' does not fit the features" },
        { "[[]]", "the entry 'vaeml.levels' does not fit the features" },
        { "[7]", "the entry 'vaeml.levels' does not hold what it should" },
        { "null", "the entry 'vaeml.levels' is null" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void A_file_with_other_levels_is_refused(string levels, string reason)
    {
        byte[] forged = ForgedFile.Of(ModelBytes.Write(CategoryTable.Fit(Models.Quick)), file => file.SetEntry("vaeml.levels", levels));
        Assert.Equal(
            $"m.onnx is not a valid VaeMl model: {reason}; save the model again.",
            Assert.Throws<VaeModelFormatException>(() => ModelBytes.Read(forged, "m.onnx")).Message);
    }
}
