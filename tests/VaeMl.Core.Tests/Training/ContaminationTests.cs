namespace VaeMl.Tests.Training;

public sealed class ContaminationTests
{
    [Theory]
    [InlineData(1.5)]
    [InlineData(3)]
    public void A_cluster_of_anomalies_larger_than_the_trimmed_share_is_not_learned(double deviations)
    {
        // A tight cluster, 12 % of the rows, so many standard deviations off in each of four features and off the plane of the others: once learned, it is likelier than the other rows.
        float[][] rows = Models.Rows(600);
        double[] mean = [100, 0, -5, 0], deviation = [20, -1.45e-3, 1, -2];
        Random random = new(5);
        bool[] anomalies = [.. rows.Select(_ => random.NextDouble() < 0.12)];
        for (int i = 0; i < rows.Length; i++)
            if (anomalies[i])
                rows[i] = [.. mean.Zip(deviation, (m, s) => (float)(m + deviations * s * (1 + 0.1 * Models.Normal(random)))), rows[i][4]];
        float[] scores = new VaeTrainer(new VaeOptions { TrainingData = TrainingData.Contaminated, CalibrationFolds = 0 }).Fit(rows).Scores(new VaeData(rows));
        Assert.InRange(VaeMl.Reporting.Auroc.Compute(scores, anomalies), 0.98, 1);
    }

    [Fact]
    public void A_smaller_group_of_usual_rows_is_learned_beside_the_core()
    {
        // 30 % of the rows lie on a plane of their own, far from the core's; 3 % lie anywhere between.
        Random random = new(1);
        int[] kinds = [.. Enumerable.Range(0, 2000).Select(_ => random.NextDouble()).Select(u => u < 0.03 ? 2 : u < 0.33 ? 1 : 0)];
        float[][] rows = [.. kinds.Select(kind =>
        {
            double a = Models.Normal(random), b = Models.Normal(random);
            return Enumerable.Range(0, 8).Select(j => (float)(kind switch
            {
                0 => (j < 4 ? a : -b) + 0.3 * Models.Normal(random),
                1 => 5 + (j % 2 == 0 ? a : b) + 0.3 * Models.Normal(random),
                _ => 1.7 + 2 * Models.Normal(random),
            })).ToArray();
        })];
        float[] scores = new VaeTrainer(new VaeOptions { TrainingData = TrainingData.Contaminated, CalibrationFolds = 0 }).Fit(rows).Scores(new VaeData(rows));
        Assert.InRange(VaeMl.Reporting.Auroc.Compute(scores, [.. kinds.Select(kind => kind == 2)]), 0.99, 1);
    }

    [Fact]
    public void Contaminated_training_is_swayed_less_by_anomalies_among_its_rows()
    {
        float[][] rows = Models.Rows(600), unseen = Models.Rows(300, seed: 4);
        Random random = new(5);
        for (int i = 0; i < 30; i++)
            rows[i] = [.. rows[i].Select((x, j) => j < 3 ? (float)(x * (1 + Models.Normal(random))) : x)];
        VaeOptions options = Models.Quick with { Epochs = 100, CalibrationFolds = 0 };
        Assert.True(Separation(TrainingData.Contaminated) > Separation(TrainingData.Clean));

        double Separation(TrainingData training)
        {
            VaeModel model = new VaeTrainer(options with { TrainingData = training }).Fit(rows);
            float[] scores = model.Scores(new VaeData(rows));
            return VaeMl.Reporting.Auroc.Compute(scores, [.. Enumerable.Range(0, 600).Select(i => i < 30)]);
        }
    }
}
