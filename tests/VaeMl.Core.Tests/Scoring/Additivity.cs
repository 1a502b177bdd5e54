namespace VaeMl.Tests.Scoring;

/// <summary>The contributions of a score, the latent one and the mean training score add up to it.</summary>
internal static class Additivity
{
    /// <summary>Asserts it of a row, by feature and where there is a schema by column; what is missing contributes nothing.</summary>
    public static void Holds(VaeModel model, ReadOnlySpan<float> row)
    {
        VaeScore score = model.Score(row);
        Assert.Equal(model.FeatureCount, score.Contributions.Count);
        double magnitude = score.Contributions.Sum(c => Math.Abs((double)c)) + Math.Abs(score.LatentContribution) + Math.Abs(model.MeanTrainingScore) + 10;
        AddUp(score.Contributions);
        for (int j = 0; j < row.Length; j++)
            if (float.IsNaN(row[j]))
                Assert.Equal(0, score.Contributions[j]);
        if (model.Schema is { } schema)
        {
            float[] columns = new float[schema.Columns.Count];
            schema.SumByColumn([.. score.Contributions], columns);
            AddUp(columns);
        }

        void AddUp(IEnumerable<float> contributions) => Assert.Equal(
            score.Score, contributions.Sum(c => (double)c) + score.LatentContribution + model.MeanTrainingScore, 1e-6 * magnitude);
    }
}
