using System.Text.Json;
using FsCheck.Xunit;
using VaeMl.Onnx;

namespace VaeMl.Tests.Properties;

/// <summary>What holds for models of tables whatever their columns. A property's seed is its own and stays, so that every run tests the same cases.</summary>
[Properties(Arbitrary = [typeof(SchemaGenerators)], QuietOnSuccess = true)]
public sealed class SchemaProperties
{
    [Property(MaxTest = 200, Replay = "11,1")]
    public void A_schema_comes_back_from_its_json(RandomTable table)
    {
        ColumnJson[] stored = [.. table.Schema.Columns.Select(ColumnJson.From)];
        ColumnJson[] read = JsonSerializer.Deserialize(JsonSerializer.Serialize(stored, MetadataJson.Default.ColumnJsonArray), MetadataJson.Default.ColumnJsonArray)!;
        TableSchema schema = new([.. read.Zip(table.Schema.Columns, (column, original) => column.ToColumn(original.Levels))]);
        Assert.Equal(table.Schema.Columns.Select(ModelLaws.Told), schema.Columns.Select(ModelLaws.Told));
        Assert.Equal(table.Schema.FeatureNames, schema.FeatureNames);
    }

    [Property(MaxTest = 100, Replay = "12,1")]
    public void A_model_comes_back_from_its_file(RandomTable table) => ModelLaws.ComesBack(Fit(table), table.Scored);

    [Property(MaxTest = 100, Replay = "13,1")]
    public void Contributions_add_up_by_column(RandomTable table) => ModelLaws.ContributionsAddUp(Fit(table), table.Scored);

    [Property(MaxTest = 100, Replay = "14,1")]
    public void Batches_score_as_rows(RandomTable table) => ModelLaws.BatchesScoreAsRows(Fit(table), table.Scored);

    [Property(MaxTest = 100, Replay = "15,1")]
    public void All_is_finite(RandomTable table) => ModelLaws.AllIsFinite(Fit(table), table.Scored);

    [Property(MaxTest = 100, Replay = "16,1")]
    public void Reconstructions_and_samples_are_values_of_the_schema(RandomTable table)
    {
        VaeModel model = Fit(table);
        VaeData sample = model.Sample(20, seed: 1);
        for (int i = 0; i < sample.Count; i++)
            AssertValues(sample[i]);
        for (int i = 0; i < table.Scored.Count; i++)
            if (table.Scored[i].ContainsAnyExcept(float.NaN))
                AssertValues(model.Reconstruct(table.Scored[i]));

        void AssertValues(ReadOnlySpan<float> row)
        {
            for (int j = 0; j < row.Length; j++)
            {
                Assert.True(float.IsFinite(row[j]), $"Feature {j} is {row[j]}.");
                if (table.Schema.FeatureLevels[j] is { } levels)
                    Assert.True(row[j] >= 0 && row[j] < levels.Count && row[j] == MathF.Floor(row[j]), $"Feature {j} is {row[j]}, of {levels.Count} levels.");
                else if (model.Likelihoods[j] == LikelihoodKind.Bernoulli)
                    Assert.InRange(row[j], 0, 1);
                else if (table.Schema.Steps[j] is > 0 and double step)
                    Assert.Equal((float)(Math.Round(row[j] / step) * step), row[j]);
            }
        }
    }

    private static VaeModel Fit(RandomTable table) => new VaeTrainer(OptionGenerators.Quick).Fit(table.Trained);
}
