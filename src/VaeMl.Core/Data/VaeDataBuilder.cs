using VaeMl.Data;
using VaeMl.Messages;

namespace VaeMl;

/// <summary>Collects any number of rows into a <see cref="VaeData"/> without ever copying the rows it already holds.</summary>
/// <remarks>
/// Rows beyond the memory budget go to a temporary file. Training then loads them part by part, each part a random choice of blocks of neighbouring rows.
/// </remarks>
/// <param name="featureCount">The number of features d.</param>
/// <param name="featureNames">d names, or null for f0, f1, ….</param>
/// <param name="levels">For each of the d features, the names of a category's levels, or null for a numeric feature; null if all are numeric.</param>
/// <param name="maxMemory">
/// The memory budget in bytes for collecting rows and training, in addition to about 70 to 150 MiB for the runtime. Rows beyond a quarter of it are kept in a temporary
/// file. Null: all rows stay in memory.
/// </param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="featureCount"/> is negative, or <paramref name="maxMemory"/> is less than 16 MiB.</exception>
public sealed class VaeDataBuilder(
    int featureCount, IReadOnlyList<string>? featureNames = null, IReadOnlyList<IReadOnlyList<string>?>? levels = null, long? maxMemory = null)
{
    /// <summary>The smallest <c>maxMemory</c>, in bytes.</summary>
    internal const long LeastMemory = 16 << 20;

    // Chunks of about 4 MiB: large enough to be few, small enough that the unused end of the last one does not matter.
    private readonly int _rowsPerChunk = featureCount < 0
        ? throw new ArgumentOutOfRangeException(nameof(featureCount), featureCount, "The number of features cannot be negative.")
        : Math.Max(1, (1 << 20) / Math.Max(1, featureCount));
    private readonly long _mostBytes = maxMemory is < LeastMemory
        ? throw new ArgumentOutOfRangeException(nameof(maxMemory), maxMemory, $"Training needs at least {LeastMemory >> 20} MiB.")
        : RowBudget.BytesInMemory(maxMemory ?? long.MaxValue);
    private readonly List<float[]> _chunks = [];
    private readonly TableSchema? _schema;
    private RowFile? _file;
    private int _rowsInLast;

    /// <summary>Collects rows with the features of a table's columns.</summary>
    /// <param name="schema">The columns. The trained model keeps them.</param>
    /// <param name="maxMemory">The memory budget in bytes for collecting rows and training, as in the other constructor; null for no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxMemory"/> is less than 16 MiB.</exception>
    public VaeDataBuilder(TableSchema schema, long? maxMemory = null)
        : this((schema ?? throw new ArgumentNullException(nameof(schema))).FeatureCount, schema.FeatureNames, schema.FeatureLevels, maxMemory) => _schema = schema;

    /// <summary>The number of rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a copy of a row.</summary>
    /// <param name="row">d values; NaN marks a missing one.</param>
    /// <exception cref="ArgumentException">The row has a different length.</exception>
    /// <exception cref="IOException">The temporary file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The table already has the maximum number of rows, 2³¹ − 1.</exception>
    public void Add(ReadOnlySpan<float> row)
    {
        if (row.Length != featureCount)
            throw new ArgumentException($"Row {Count} has {Counted.Format(row.Length, "value")}; it must have {featureCount}.", nameof(row));
        row.CopyTo(Add());
    }

    /// <summary>Adds a row of zeros, to be filled in before the next row is added.</summary>
    /// <returns>The row's d values.</returns>
    /// <exception cref="IOException">The temporary file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The table already has the maximum number of rows, 2³¹ − 1.</exception>
    public Span<float> Add()
    {
        if (Count == int.MaxValue)
            throw new InvalidOperationException($"A table holds at most {int.MaxValue} rows; split them into several tables.");
        if (_chunks.Count == 0 || _rowsInLast == _rowsPerChunk)
        {
            MakeRoom();
            _rowsInLast = 0;
        }
        Span<float> row = _chunks[^1].AsSpan(_rowsInLast * featureCount, featureCount);
        _rowsInLast++;
        Count = checked(Count + 1);
        return row;
    }

    /// <summary>Makes a table of the rows collected so far.</summary>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">Names or levels do not match the number of features or are not well-formed Unicode.</exception>
    /// <exception cref="IOException">The temporary file cannot be written.</exception>
    public VaeData Build()
    {
        if (_file is null)
            return new VaeData([.. _chunks], _rowsPerChunk, Count, featureCount, featureNames, levels, _schema);
        // Starts the last chunk anew, so that further rows follow those already written.
        Spill();
        _rowsInLast = _rowsPerChunk;
        return new VaeData(_file, maxMemory!.Value, featureCount, featureNames, levels, _schema);
    }

    /// <summary>Makes a table of the rows collected so far, with the given names for rows in messages.</summary>
    internal VaeData Build(Func<int, string> placeOf) => Build().NameRows(placeOf);

    private void MakeRoom()
    {
        long chunkBytes = (long)_rowsPerChunk * featureCount * sizeof(float);
        if (_file is null && (_chunks.Count + 1) * chunkBytes > _mostBytes && _chunks.Count > 0)
            _file = new RowFile(featureCount);
        if (_file is null)
        {
            _chunks.Add(new float[_rowsPerChunk * featureCount]);
            return;
        }
        Spill();
        _chunks.RemoveRange(1, _chunks.Count - 1);
        _chunks[0].AsSpan().Clear();
    }

    /// <summary>Writes the rows that the file does not hold yet.</summary>
    private void Spill()
    {
        for (int chunk = 0, left = Count - _file!.Count; left > 0; chunk++)
        {
            int rows = Math.Min(left, _rowsPerChunk);
            _file.Append(_chunks[chunk].AsSpan(0, rows * featureCount));
            left -= rows;
        }
    }
}
