namespace VaeMl.Reporting;

/// <summary>A column as shown in a report, with the position of its features.</summary>
/// <param name="Name">The name shown.</param>
/// <param name="Column">The schema column, which formats the values.</param>
/// <param name="First">The number of its first feature.</param>
/// <param name="Count">The number of its features.</param>
/// <param name="IsBinary">Whether it holds 0 and 1, or false and true, and the model predicts a probability.</param>
internal sealed record ReportColumn(string Name, SchemaColumn Column, int First, int Count, bool IsBinary = false)
{
    /// <summary>The columns of a model's schema, or one for each feature. Unlike columns, features may share a name or have none.</summary>
    public static ReportColumn[] ListAll(VaeModel model)
    {
        bool[] binary = [.. model.Likelihoods.Select(likelihood => likelihood == LikelihoodKind.Bernoulli)];
        if (model.Schema is { } schema)
            return [.. schema.Columns.Select((column, k) =>
            {
                int first = schema.FeaturesOf(k).Start.Value;
                return new ReportColumn(column.Name, column, first, column.FeatureNames.Count, column.Kind is ColumnKind.Number or ColumnKind.Boolean && binary[first]);
            })];
        return [.. model.FeatureNames.Select((name, j) =>
        {
            string shown = name.Length > 0 ? name : $"(feature {j + 1})";
            return new ReportColumn(shown, model.FeatureLevels[j] is { } levels ? SchemaColumn.Category(shown, levels) : SchemaColumn.Number(shown), j, 1, binary[j]);
        })];
    }

    /// <summary>The values of the column's features in a row.</summary>
    public ReadOnlySpan<float> In(ReadOnlySpan<float> row) => row.Slice(First, Count);

    /// <summary>Whether the column is missing in the row.</summary>
    public bool IsMissing(ReadOnlySpan<float> row)
    {
        foreach (float value in In(row))
            if (float.IsNaN(value))
                return true;
        return false;
    }

    /// <summary>The sum of the contributions of the column's features.</summary>
    public double Sum(ReadOnlySpan<float> contributions)
    {
        double sum = 0;
        foreach (float value in In(contributions))
            sum += value;
        return sum;
    }
}
