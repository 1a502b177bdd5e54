using VaeMl.Data;
using VaeMl.Messages;

namespace VaeMl;

/// <summary>A table of rows × features, single precision, row-major; NaN marks a missing value. Wraps what it is given without copying.</summary>
/// <remarks>A category of c levels is one feature, whose values are the levels' numbers, 0 … c − 1.</remarks>
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
    /// <param name="rows">The rows, each of d features.</param>
    /// <param name="featureNames">d names, or null for f0, f1, ….</param>
    /// <param name="levels">For each of the d features the names of a category's levels, or null for a number; null if all are numbers.</param>
    /// <exception cref="ArgumentException">A row has another length than the first, or the names or levels don't match or are no Unicode text.</exception>
    public VaeData(float[][] rows, IReadOnlyList<string>? featureNames = null, IReadOnlyList<IReadOnlyList<string>?>? levels = null)
        : this(rows ?? throw new ArgumentNullException(nameof(rows)), 1, rows.Length, rows.Length == 0 ? featureNames?.Count ?? 0 : rows[0].Length, featureNames, levels)
    {
        for (int i = 0; i < rows.Length; i++)
            if (rows[i].Length != FeatureCount)
                throw new ArgumentException($"Row {i} has {Counted.Format(rows[i].Length, "value")} where row 0 has {FeatureCount}; rows must be of equal length.", nameof(rows));
    }

    /// <summary>Wraps a row-major array.</summary>
    /// <param name="values">rows × <paramref name="featureCount"/> values, row after row.</param>
    /// <param name="featureCount">The number of features d.</param>
    /// <param name="featureNames">d names, or null for f0, f1, ….</param>
    /// <param name="levels">For each of the d features the names of a category's levels, or null for a number; null if all are numbers.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the feature count, or the names or levels don't match or are no Unicode text.</exception>
    public VaeData(float[] values, int featureCount, IReadOnlyList<string>? featureNames = null, IReadOnlyList<IReadOnlyList<string>?>? levels = null)
        : this([values ?? throw new ArgumentNullException(nameof(values))], int.MaxValue, RowsOf(values, featureCount), featureCount, featureNames, levels)
    {
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The number of features d.</summary>
    public int FeatureCount { get; }

    /// <summary>The features' names, d of them.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>For each of the d features the names of a category's levels, of which it holds the number; null for a number.</summary>
    public IReadOnlyList<IReadOnlyList<string>?> Levels { get; }

    /// <summary>The columns that the features were made of; null for a table given as features.</summary>
    public TableSchema? Schema { get; }

    /// <summary>Whether all rows are in memory; otherwise they are in a temporary file, and reading them one by one is slow.</summary>
    public bool IsInMemory => _file is null;

    /// <summary>The bytes that a training on rows of a file may take.</summary>
    internal long MaxMemory { get; } = long.MaxValue;

    /// <summary>What a row, from 0, is called in messages that count rows as people do, from 1.</summary>
    internal Func<int, string> PlaceOf { get; private set; } = row => $"row {row + 1} (the first is row 1)";

    /// <summary>D: the features, with each category counted by its levels.</summary>
    internal int SlotCount => Levels.Sum(levels => levels?.Count ?? 1);

    /// <summary>A row's d values.</summary>
    /// <param name="index">The row's number, from 0.</param>
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

    /// <summary>The rows at the given numbers, copied.</summary>
    /// <param name="indices">Row numbers, from 0; they may repeat.</param>
    public VaeData Select(ReadOnlySpan<int> indices)
    {
        VaeDataBuilder builder = Schema is { } schema ? new(schema) : new(FeatureCount, FeatureNames, Levels);
        foreach (int index in indices)
            builder.Add(this[index]);
        return builder.Build();
    }

    /// <summary>The same rows under other names, as many.</summary>
    internal VaeData As(IReadOnlyList<string> featureNames, IReadOnlyList<IReadOnlyList<string>?> levels, TableSchema? schema) => (_file is null
        ? new VaeData(_chunks, _rowsPerChunk, Count, FeatureCount, featureNames, levels, schema)
        : new VaeData(_file, MaxMemory, FeatureCount, featureNames, levels, schema)).Called(PlaceOf);

    /// <summary>Says what rows are called in messages.</summary>
    internal VaeData Called(Func<int, string> placeOf)
    {
        PlaceOf = placeOf;
        return this;
    }

    /// <summary>Copies rows that follow each other.</summary>
    /// <param name="first">The first row's number.</param>
    /// <param name="rows">Gets as many rows of d values as fit.</param>
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
            throw new ArgumentException($"values holds {Counted.Format(values.Length, "number")}, which is no multiple of featureCount {featureCount}.", nameof(values));
        return values.Length / featureCount;
    }
}
