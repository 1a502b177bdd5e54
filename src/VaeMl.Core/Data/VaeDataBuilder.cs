namespace VaeMl;

/// <summary>Collects rows of unknown number into a <see cref="VaeData"/>, without ever copying what it already holds.</summary>
/// <param name="featureCount">The number of features d.</param>
/// <param name="featureNames">d names, or null for f0, f1, ….</param>
/// <param name="levels">For each of the d features the names of a category's levels, or null for a number; null if all are numbers.</param>
public sealed class VaeDataBuilder(int featureCount, IReadOnlyList<string>? featureNames = null, IReadOnlyList<IReadOnlyList<string>?>? levels = null)
{
    // Chunks of about 4 MiB: large enough to be rare, small enough that the unused end of the last one does not matter.
    private readonly int _rowsPerChunk = featureCount < 0
        ? throw new ArgumentOutOfRangeException(nameof(featureCount), featureCount, "A table has no negative number of features.")
        : Math.Max(1, (1 << 20) / Math.Max(1, featureCount));
    private readonly List<float[]> _chunks = [];
    private readonly TableSchema? _schema;
    private int _rowsInLast;

    /// <summary>Collects rows of the features that a table's columns become.</summary>
    /// <param name="schema">The columns. The model keeps them.</param>
    public VaeDataBuilder(TableSchema schema)
        : this((schema ?? throw new ArgumentNullException(nameof(schema))).FeatureCount, schema.FeatureNames, schema.FeatureLevels) => _schema = schema;

    /// <summary>The number of rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a copy of a row.</summary>
    /// <param name="row">d values; NaN marks a missing one.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public void Add(ReadOnlySpan<float> row)
    {
        if (row.Length != featureCount)
            throw new ArgumentException($"Row {Count} has {Counted.Of(row.Length, "value")}; it must have {featureCount}.", nameof(row));
        row.CopyTo(Add());
    }

    /// <summary>Adds a row of zeros and returns its d values, to be filled in.</summary>
    /// <exception cref="InvalidOperationException">There are as many rows as a table can have.</exception>
    public Span<float> Add()
    {
        if (Count == int.MaxValue)
            throw new InvalidOperationException($"A table holds at most {int.MaxValue} rows; part them into several tables.");
        if (_chunks.Count == 0 || _rowsInLast == _rowsPerChunk)
        {
            _chunks.Add(new float[_rowsPerChunk * featureCount]);
            _rowsInLast = 0;
        }
        Span<float> row = _chunks[^1].AsSpan(_rowsInLast * featureCount, featureCount);
        _rowsInLast++;
        Count++;
        return row;
    }

    /// <summary>The rows collected so far.</summary>
    /// <exception cref="ArgumentException">The names or levels don't match the number of features.</exception>
    public VaeData Build() => new([.. _chunks], _rowsPerChunk, Count, featureCount, featureNames, levels, _schema);
}
