using VaeMl.Likelihoods;
using VaeMl.Training;

namespace VaeMl.Tests.Training;

public sealed class UnstructuredTrimmingTests
{
    [Fact]
    public void The_cut_is_two_lower_spreads_above_the_median_and_at_least_5_nats()
    {
        // The median of 0 … 999 is 500, their 16 % quantile 160.
        double[] low = [.. Enumerable.Range(0, 1000).Select(i => i / 100.0 - 20)];
        Assert.Equal(-15 + 2 * 3.4, UnstructuredTrimming.AboveMedian(low, 2), 1e-9);
        Assert.Equal(-1.5 + 5, UnstructuredTrimming.AboveMedian([.. low.Select(r => r / 10)], 2), 1e-9);
        // A tenth of the rows far out move it by a fifth of a spread or so each way, however far they are.
        Assert.InRange(UnstructuredTrimming.AboveMedian([.. low, .. Enumerable.Repeat(1e9, 111)], 2), -8.2, -6.5);
    }

    [Fact]
    public void Held_out_rows_count_with_no_more_than_as_outliers()
    {
        // 10 + log 9 for the second.
        UnstructuredTrimming trimming = new(new ResolvedOptions(new VaeOptions(), 100, 4), [0], (_, _) => [], [0], heldOutOutliers: [10, 10]);
        Assert.Equal(-(4 + 12.2) / 2, trimming.ComputeRobustElbo([4, 1e6f]), 1e-6);
    }

    [Fact]
    public void The_outlier_component_is_the_product_of_marginals_over_what_is_observed()
    {
        float[][] rows = [.. Models.Rows(2000).Select((row, i) => i == 0 ? [110, float.NaN, -5, float.NaN, 1] : row)];
        VaeData data = new(rows);
        DataSummary summary = new(data, default);
        FeatureTransform features = FeatureTransformFit.Create(data, summary, new ResolvedOptions(new VaeOptions { Likelihood = LikelihoodKind.Auto }, 2000, 5));
        int[] all = [.. Enumerable.Range(0, 2000)];
        double expected = StudentT(0) + StudentT(2) - Math.Log(rows.Average(row => (double)row[4]));
        Assert.Equal(expected, new OutlierComponent(data, all, features).NegativeLogs(data, [0], 1, default)[0], 1e-3);

        double StudentT(int j)
        {
            double[] sorted = [.. rows.Select(row => (double)row[j]).Where(value => !double.IsNaN(value)).Order()];
            double location = sorted[(int)(0.5 * (sorted.Length - 1))], scale = (sorted[(int)(0.84 * (sorted.Length - 1))] - sorted[(int)(0.16 * (sorted.Length - 1))]) / 2;
            double u = (rows[0][j] - location) / scale;
            return -Math.Log(3.0 / 8 / scale * Math.Pow(1 + u * u / 4, -2.5));
        }
    }

    [Fact]
    public void Rows_of_no_regime_are_left_out_from_half_time_on_and_gross_outliers_from_the_beginning()
    {
        ResolvedOptions resolved = new(new VaeOptions { Epochs = 10, BatchSize = 10 }, 100, 4);
        int[] training = [.. Enumerable.Range(1000, 100)];
        // By independent features row 1050 is far less likely than the others; rows whose number ends in 3 are likelier by them than by the network.
        double[] outliers = [.. training.Select(row => row == 1050 ? 1000 : 30.0 + row % 2)];
        UnstructuredTrimming trimming = new(resolved, training, (_, rows) => [.. rows.Select(row => row % 10 == 3 ? 35f : 20 + row % 7)], outliers, []);
        VaeMl.Networks.NetworkParameters network = VaeMl.Networks.NetworkParameters.Create(new VaeMl.Networks.NetworkShape(4, 4, 2, [3], [3], ActivationKind.Relu, true, false));
        Assert.Equal(training.Where(row => row != 1050), trimming.Keep(network, 49));
        Assert.Equal(training.Where(row => row != 1050 && row % 10 != 3), trimming.Keep(network, 50));
    }

    [Theory]
    [InlineData(10_000, 0.95)]
    [InlineData(2_000, 0.9)]
    public void Small_regimes_stay_and_rows_of_none_are_found(int count, double least)
    {
        // Three kinds of rows, the rarest 5 %: u and two copies of it, of which each kind reverses others; 5 % of the rows reverse as another kind does.
        Random random = new(1);
        (int V, int W)[] signs = [(1, 1), (-1, 1), (1, -1)];
        (int Kind, bool Faulty)[] kinds = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble()).Select(u => (u < 0.65 ? 0 : u < 0.95 ? 1 : 2, random.NextDouble() < 0.05))];
        float[][] rows = [.. kinds.Select(kind =>
        {
            double u = 2 * random.NextDouble() - 1, amount = Math.Exp(Models.Normal(random));
            (int v, int w) = signs[kind.Faulty ? (kind.Kind + 1) % 3 : kind.Kind];
            double[] numbers = [u, v * u + 0.02 * Models.Normal(random), w * u + 0.02 * Models.Normal(random), amount, amount * Math.Exp(0.1 * Models.Normal(random))];
            return (float[])[.. Enumerable.Range(0, 3).Select(level => level == kind.Kind ? 1 : 0), .. numbers.Select(number => (float)number)];
        })];
        VaeModel model = new VaeTrainer(new VaeOptions { TrainingData = TrainingData.Contaminated, CalibrationFolds = 0 }).Fit(rows);
        Assert.Equal(TrimmingKind.Unstructured, model.Options.Trimming);
        Assert.Equal([false, false, false, false, false, false, true, true], model.LogScales.Select(c => c > 0));
        float[] scores = model.Scores(new VaeData(rows));
        Assert.InRange(VaeMl.Reporting.Auroc.Compute(scores, [.. kinds.Select(kind => kind.Faulty)]), 0.95, 1);
        for (int kind = 0; kind < 3; kind++)
        {
            int[] ofKind = [.. Enumerable.Range(0, rows.Length).Where(i => kinds[i].Kind == kind)];
            double auroc = VaeMl.Reporting.Auroc.Compute([.. ofKind.Select(i => scores[i])], [.. ofKind.Select(i => kinds[i].Faulty)]);
            Assert.True(auroc > least, $"kind {kind}: {auroc:F3}");
        }
    }
}
