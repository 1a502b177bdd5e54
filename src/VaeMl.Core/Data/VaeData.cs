using VaeMl.Data;
using VaeMl.Messages;

namespace VaeMl;

/// <summary>A table of rows × features in single precision, row-major. NaN marks a missing value. It wraps the given arrays without copying them.</summary>
/// <remarks>A category of c levels is one feature. Its values are the levels' numbers, 0 … c − 1.</remarks>
public sealed class VaeData
{
    private readonly float[][] _chunks;
    private readonly int _rowsPerChunk;
    private readonly RowFile? _file;

    internal VaeData(float[][] chunks, int rowsPerChunk, int rows, int features, IReadOnlyList<string>? featureNames, IReadOnlyList<IReadOnlyList<string>?>? levels, TableSchema? schema = null)
    {
        if (featureNames is not null && featureNames.Count != features)
            throw new ArgumentException($"featureNames must hold one name for each feature, {features} in all; it holds {featureNames.Count}.", nameof(featureNames));
        if (featureNames?.FirstOrDefault(name => !UnicodeText.IsWellFormed(name)) is { } broken)
            throw new ArgumentException($"featureNames holds '{broken}', {UnicodeText.Fault}", nameof(featureNames));
        _chunks = chunks;
        _rowsPerChunk = rowsPerChunk;
        Count = rows;
        FeatureCount = features;
        FeatureNames = featureNames is null ? [.. Enumerable.Range(0, features).Select(j => $"f{j}")] : [.. featureNames];
        Levels = FeatureLevels.Checked(levels, FeatureNames, nameof(levels));
        Schema = schema;
    }

    /// <summary>Wraps a file of rows.</summary>
    internal VaeData(RowFile file, long maxMemory, int features, IReadOnlyList<string>? featureNames, IReadOnlyList<IReadOnlyList<string>?>? levels, TableSchema? schema)
        : this([], 1, file.Count, features, featureNames, levels, schema) => (_file, MaxMemory) = (file, maxMemory);

    /// <summary>Wraps an array of rows of equal length.</summary>
    /// <param name="rows">n rows of d features each.</param>
    /// <param name="featureNames">d names, or null for f0, f1, ….</param>
    /// <param name="levels">For each of the d features, the names of a category's levels, or null for a numeric feature; null if all are numeric.</param>
    /// <exception cref="ArgumentException">The rows differ in length, or names or levels do not match the features or are not well-formed Unicode.</exception>
    public VaeData(float[][] rows, IReadOnlyList<string>? featureNames = null, IReadOnlyList<IReadOnlyList<string>?>? levels = null)
        : this(rows ?? throw new ArgumentNullException(nameof(rows)), 1, rows.Length, rows.Length == 0 ? featureNames?.Count ?? 0 : rows[0].Length, featureNames, levels)
    {
        for (int i = 0; i < rows.Length; i++)
            if (rows[i].Length != FeatureCount)
                throw new ArgumentException($"Row {i} has {Counted.Format(rows[i].Length, "value")} where row 0 has {FeatureCount}; rows must be of equal length.", nameof(rows));
    }

    /// <summary>Wraps a row-major array.</summary>
    /// <param name="values">n × <paramref name="featureCount"/> values, row-major.</param>
    /// <param name="featureCount">The number of features d, at least 1.</param>
    /// <param name="featureNames">d names, or null for f0, f1, ….</param>
    /// <param name="levels">For each of the d features, the names of a category's levels, or null for a numeric feature; null if all are numeric.</param>
    /// <exception cref="ArgumentException">
    /// The length is not a multiple of the feature count, or names or levels do not match the features or are not well-formed Unicode.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The feature count is less than 1.</exception>
    public VaeData(float[] values, int featureCount, IReadOnlyList<string>? featureNames = null, IReadOnlyList<IReadOnlyList<string>?>? levels = null)
        : this([values ?? throw new ArgumentNullException(nameof(values))], int.MaxValue, RowsOf(values, featureCount), featureCount, featureNames, levels)
    {
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The number of features d.</summary>
    public int FeatureCount { get; }

    /// <summary>The names of the d features.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>For each of the d features, the names of a category's levels, which rows refer to by number; null for a numeric feature.</summary>
    public IReadOnlyList<IReadOnlyList<string>?> Levels { get; }

    /// <summary>The columns that the features were made from; null if the data were given as features.</summary>
    public TableSchema? Schema { get; }

    /// <summary>Whether all rows are in memory. Otherwise they are in a temporary file, and reading them one by one is slow.</summary>
    public bool IsInMemory => _file is null;

    /// <summary>The number of bytes that training on rows in a file may use.</summary>
    internal long MaxMemory { get; } = long.MaxValue;

    /// <summary>Names a row, given by its number from 0, in messages for people, who count rows from 1.</summary>
    internal Func<int, string> PlaceOf { get; private set; } = row => $"row {row + 1} (the first is row 1)";

    /// <summary>D: the number of features, with each category counted once per level.</summary>
    internal int SlotCount => Levels.Sum(levels => levels?.Count ?? 1);

    /// <summary>The d values of a row.</summary>
    /// <param name="index">The row's number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="IOException">The temporary file with the rows cannot be read.</exception>
    public ReadOnlySpan<float> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            if (_file is not null)
            {
                float[] copy = new float[FeatureCount];
                _file.Read(index, copy);
                return copy;
            }
            int chunk = Math.DivRem(index, _rowsPerChunk, out int row);
            return _chunks[chunk].AsSpan(row * FeatureCount, FeatureCount);
        }
    }

    /// <summary>Copies selected rows into a new table.</summary>
    /// <param name="indices">Row numbers, from 0. They may repeat.</param>
    /// <returns>The selected rows, in the given order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="IOException">The temporary file with the rows cannot be read.</exception>
    public VaeData Select(ReadOnlySpan<int> indices)
    {
        VaeDataBuilder builder = Schema is { } schema ? new(schema) : new(FeatureCount, FeatureNames, Levels);
        foreach (int index in indices)
            builder.Add(this[index]);
        return builder.Build();
    }

    /// <summary>The same rows with other feature names, levels and schema.</summary>
    internal VaeData WithFeatures(IReadOnlyList<string> featureNames, IReadOnlyList<IReadOnlyList<string>?> levels, TableSchema? schema) => (_file is null
        ? new VaeData(_chunks, _rowsPerChunk, Count, FeatureCount, featureNames, levels, schema)
        : new VaeData(_file, MaxMemory, FeatureCount, featureNames, levels, schema)).NameRows(PlaceOf);

    /// <summary>Sets how messages name the rows.</summary>
    internal VaeData NameRows(Func<int, string> placeOf)
    {
        PlaceOf = placeOf;
        return this;
    }

    /// <summary>Copies consecutive rows.</summary>
    /// <param name="first">The number of the first row.</param>
    /// <param name="rows">Receives as many rows of d values as fit.</param>
    internal void CopyRows(int first, Span<float> rows)
    {
        if (_file is not null)
        {
            _file.Read(first, rows);
            return;
        }
        for (int i = 0; i < rows.Length / FeatureCount; i++)
            this[first + i].CopyTo(rows[(i * FeatureCount)..]);
    }

    private static int RowsOf(float[] values, int featureCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        if (values.Length % featureCount != 0)
            throw new ArgumentException($"values holds {Counted.Format(values.Length, "number")}, which is not a multiple of featureCount {featureCount}.", nameof(values));
        return values.Length / featureCount;
    }
}
