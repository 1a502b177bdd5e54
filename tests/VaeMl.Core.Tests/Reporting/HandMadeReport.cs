using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Onnx;
using VaeMl.Reporting;
using VaeMl.Scoring;

namespace VaeMl.Tests.Reporting;

/// <summary>Reports of a model that is written down, not trained, so that every machine shows the same figures.</summary>
/// <remarks>
/// The latent mean is half of the load's distance from 20 in tens, the variance 1. The decoder gives the load back as its mean, and for everything else a
/// constant: midnight on a Monday, host "db", busy with probability one half.
/// </remarks>
internal static class HandMadeReport
{
    private const int LoadSlot = 8, Rows = 120;

    /// <summary>A report of all kinds of columns, with a missing cell, a row that cannot be scored and one far beyond the others.</summary>
    public static HtmlReport OfColumns() => new()
    {
        Model = Model(LogTable.Schema, LogTable.Schema.FeatureNames),
        Training = Training,
        Rows = Table(LogTable.Schema),
        Title = "A report of columns",
        RowsDescription = "the rows of a log",
        LineNumbers = [.. Enumerable.Range(0, Rows).Select(i => 2 + 3 * i)],
    };

    /// <summary>The same rows as bare features, with labels: every fifth row, and the one far beyond, is an anomaly.</summary>
    public static HtmlReport OfLabels() => new()
    {
        Model = Model(null, ["", .. LogTable.Schema.FeatureNames.Skip(1)]),
        Training = Training with { Warnings = [new TrainingWarning(TrainingWarningKind.Data, "Something <odd> was found.")] },
        Rows = Table(null),
        Labels = [.. Enumerable.Range(0, Rows).Select(i => i % 5 == 4)],
        RowNumbers = [.. Enumerable.Range(0, Rows).Select(i => 1000 + 2 * i)],
    };

    /// <summary>A report of a model that flags nothing, after a training without epochs.</summary>
    public static HtmlReport WithoutThreshold() => OfColumns() with
    {
        Model = OfColumns().Model.WithThreshold(double.PositiveInfinity),
        Training = Training with { Epochs = [], RowsHeldOut = 0, CalibrationRows = 0 },
    };

    /// <summary>A report of rows with one score, all of one label.</summary>
    public static HtmlReport OfEqualRows()
    {
        VaeDataBuilder rows = new(LogTable.Schema);
        for (int i = 0; i < 3; i++)
            LogTable.Add(rows, 0, 0, true, 20);
        return OfColumns() with { Training = Training with { RowsHeldOut = 0 }, Rows = rows.Build(), Labels = [true, true, true], LineNumbers = null, RowNumbers = [7, 7, 9] };
    }

    private static TrainingReport Training => new()
    {
        Trainer = "hand",
        CalibrationTrainer = null,
        Epochs = [.. Enumerable.Range(1, 4).Select(e => new EpochReport(e, new ElboTerms(-20 + e, -2, -1.5), new ElboTerms(-22 + e, -2.5, -1.5), 1, 0.002))],
        StopReason = StopReason.EarlyStopping,
        BestEpoch = 3,
        RowsTrained = 1234,
        RowsHeldOut = 99,
        RowsSkipped = 0,
        Steps = 5678,
        CalibrationRows = 99,
        Warnings = [],
        Elapsed = TimeSpan.FromSeconds(12.34),
    };

    private static VaeModel Model(TableSchema? schema, IReadOnlyList<string> names)
    {
        GaussianLikelihood gaussian = new();
        FeatureTransform features = new(
            [gaussian, gaussian, gaussian, gaussian, gaussian, new CategoricalLikelihood(2), new BernoulliLikelihood(binary: true), gaussian],
            new float[8], [0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0, 0, 0.25f], [0, 0, 0, 0, 0, 0, 0, 20], [1, 1, 1, 1, 100, 1, 1, 10], new float[9], standardized: true);
        NetworkParameters network = NetworkParameters.Create(new NetworkShape(8, 9, 1, [], [], ActivationKind.Silu, DecodesVariance: false, HasFixedVariance: true));
        Dense encoder = network.Encoder[0], decoder = network.Decoder[0];
        encoder.Weights.Span[encoder.IndexOf(0, LoadSlot)] = 0.5f;
        decoder.Weights.Span[decoder.IndexOf(LoadSlot, 0)] = 2;
        // The cosines of the time of day and of the day of the week, and one host before the other.
        (decoder.Bias.Span[1], decoder.Bias.Span[3], decoder.Bias.Span[5]) = (1, 1, 0.5f);
        float[] calibration = [.. Enumerable.Range(1, 99).Select(i => 8 + i / 10f)];
        return new VaeModel(
            new Scorer(network, features, ScoreKind.Elbo, [0.5f, -0.5f], new TermMeans([1, 1, 1, 1, 5.5f, 0.7f, 0.7f, 3], 0.25f)),
            new ModelMetadata
            {
                Options = new VaeOptions(),
                FeatureNames = names,
                Levels = LogTable.Schema.FeatureLevels,
                Schema = schema,
                Trainer = "hand",
                Quantiles = new ScoreQuantiles(99, [.. Enumerable.Range(1, 99)], calibration),
                Threshold = calibration[89],
                RowsTrained = 1234,
            });
    }

    private static VaeData Table(TableSchema? schema)
    {
        VaeDataBuilder builder = schema is null ? new(8, ["", .. LogTable.Schema.FeatureNames.Skip(1)], LogTable.Schema.FeatureLevels) : new(schema);
        for (int i = 0; i < Rows; i++)
            LogTable.Add(builder, 97 * i, i % 7 == 3 ? 1 : 0, i % 3 == 0, i switch { 10 => float.NaN, 11 => float.PositiveInfinity, Rows - 1 => 900, _ => 20 + 0.5f * (i * 37 % 61 - 30) });
        return builder.Build();
    }
}
