using VaeMl.Messages;

namespace VaeMl;

/// <summary>The columns of a table and the features that they become, in the same order. Immutable.</summary>
/// <remarks>A number, Boolean or category becomes one feature, a date one to five.</remarks>
public sealed class TableSchema
{
    private readonly int[] _firstFeatures;

    /// <summary>Creates a schema.</summary>
    /// <param name="columns">The columns, at least one. Their names must be unique.</param>
    /// <exception cref="ArgumentException">There are no columns, or two have the same name.</exception>
    public TableSchema(IReadOnlyList<SchemaColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = [.. columns];
        if (Columns.Count == 0)
            throw new ArgumentException("A schema needs at least one column.", nameof(columns));
        if (Columns.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two columns are named '{twice.Key}'; give each a name of its own.", nameof(columns));
        _firstFeatures = new int[Columns.Count + 1];
        for (int k = 0; k < Columns.Count; k++)
            _firstFeatures[k + 1] = _firstFeatures[k] + Columns[k].FeatureNames.Count;
        FeatureNames = [.. Columns.SelectMany(column => column.FeatureNames)];
        FeatureLevels = [.. Columns.SelectMany(column => column.FeatureNames.Select(_ => column.Levels))];
        Steps = [.. Columns.SelectMany(column => column.FeatureNames.Select(_ => column.Step))];
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<SchemaColumn> Columns { get; }

    /// <summary>The number of features d.</summary>
    public int FeatureCount => FeatureNames.Count;

    /// <summary>The names of the d features.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>For each of the d features, the names of a category's levels; null for a numeric feature.</summary>
    public IReadOnlyList<IReadOnlyList<string>?> FeatureLevels { get; }

    /// <summary>For each of the d features, the step of its grid, in the data's units; 0 without a grid.</summary>
    internal IReadOnlyList<double> Steps { get; }

    /// <summary>Whether every column is one feature.</summary>
    internal bool IsFeatures => FeatureCount == Columns.Count;

    /// <summary>Whether all columns are numbers or Booleans, so that a row of columns is a row of features.</summary>
    internal bool IsNumbers => Columns.All(column => column.Kind is ColumnKind.Number or ColumnKind.Boolean);

    /// <summary>The features of a column among all d.</summary>
    /// <param name="column">The column's number, from 0.</param>
    /// <returns>A range of feature numbers.</returns>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    public Range FeaturesOf(int column) => _firstFeatures[column].._firstFeatures[column + 1];

    /// <summary>Adds up the contributions of each column's features to a score, which gives one number per column. Their total stays the same.</summary>
    /// <param name="features">d contributions, in nats.</param>
    /// <param name="columns">Receives one contribution per column, in nats.</param>
    /// <exception cref="ArgumentException">A length does not match the schema.</exception>
    public void SumByColumn(ReadOnlySpan<float> features, Span<float> columns)
    {
        if (features.Length != FeatureCount || columns.Length != Columns.Count)
            throw new ArgumentException($"features has {Counted.Format(features.Length, "value")} and columns {columns.Length}; the schema has {Counted.Format(FeatureCount, "feature")} and {Counted.Format(Columns.Count, "column")}.");
        for (int k = 0; k < columns.Length; k++)
        {
            float sum = 0;
            for (int j = _firstFeatures[k]; j < _firstFeatures[k + 1]; j++)
                sum += features[j];
            columns[k] = sum;
        }
    }

    /// <summary>Creates the schema of a table whose columns are its features.</summary>
    internal static TableSchema ForFeatures(IReadOnlyList<string> featureNames, IReadOnlyList<IReadOnlyList<string>?> levels) =>
        new([.. featureNames.Zip(levels, (name, names) => names is null ? SchemaColumn.Number(name) : SchemaColumn.Category(name, names))]);
}
