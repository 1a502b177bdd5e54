using VaeMl.Data;
using VaeMl.Messages;

namespace VaeMl;

/// <summary>Collects rows of unknown number into a <see cref="VaeData"/>, without ever copying what it already holds.</summary>
/// <remarks>
/// Beyond <paramref name="maxMemory"/> the rows go to a temporary file, and a training reads them from there part by part, each part a random choice of
/// blocks of neighbouring rows.
/// </remarks>
/// <param name="featureCount">The number of features d.</param>
/// <param name="featureNames">d names, or null for f0, f1, ….</param>
/// <param name="levels">For each of the d features the names of a category's levels, or null for a number; null if all are numbers.</param>
/// <param name="maxMemory">
/// The bytes that collecting and training may take in all, beside some 100 MiB of the runtime; rows beyond a quarter of it are kept in a temporary file.
/// Null: any number of rows stays in memory.
/// </param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="maxMemory"/> is less than 16 MiB.</exception>
public sealed class VaeDataBuilder(
    int featureCount, IReadOnlyList<string>? featureNames = null, IReadOnlyList<IReadOnlyList<string>?>? levels = null, long? maxMemory = null)
{
    /// <summary>The least <c>maxMemory</c>, in bytes.</summary>
    internal const long LeastMemory = 16 << 20;

    // Chunks of about 4 MiB: large enough to be rare, small enough that the unused end of the last one does not matter.
    private readonly int _rowsPerChunk = featureCount < 0
        ? throw new ArgumentOutOfRangeException(nameof(featureCount), featureCount, "A table has no negative number of features.")
        : Math.Max(1, (1 << 20) / Math.Max(1, featureCount));
    private readonly long _mostBytes = maxMemory is < LeastMemory
        ? throw new ArgumentOutOfRangeException(nameof(maxMemory), maxMemory, $"Training needs at least {LeastMemory >> 20} MiB.")
        : RowBudget.BytesInMemory(maxMemory ?? long.MaxValue);
    private readonly List<float[]> _chunks = [];
    private readonly TableSchema? _schema;
    private RowFile? _file;
    private int _rowsInLast;

    /// <summary>Collects rows of the features that a table's columns become.</summary>
    /// <param name="schema">The columns. The model keeps them.</param>
    /// <param name="maxMemory">The bytes that collecting and training may take, see the other constructor; null for any number.</param>
    public VaeDataBuilder(TableSchema schema, long? maxMemory = null)
        : this((schema ?? throw new ArgumentNullException(nameof(schema))).FeatureCount, schema.FeatureNames, schema.FeatureLevels, maxMemory) => _schema = schema;

    /// <summary>The number of rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a copy of a row.</summary>
    /// <param name="row">d values; NaN marks a missing one.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    /// <exception cref="IOException">The temporary file takes no more.</exception>
    public void Add(ReadOnlySpan<float> row)
    {
        if (row.Length != featureCount)
            throw new ArgumentException($"Row {Count} has {Counted.Format(row.Length, "value")}; it must have {featureCount}.", nameof(row));
        row.CopyTo(Add());
    }

    /// <summary>Adds a row of zeros and returns its d values, to be filled in before the next row is added.</summary>
    /// <exception cref="IOException">The temporary file takes no more.</exception>
    /// <exception cref="InvalidOperationException">There are as many rows as a table can have.</exception>
    public Span<float> Add()
    {
        if (Count == int.MaxValue)
            throw new InvalidOperationException($"A table holds at most {int.MaxValue} rows; part them into several tables.");
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

    /// <summary>The rows collected so far.</summary>
    /// <exception cref="ArgumentException">The names or levels don't match the number of features or are no Unicode text.</exception>
    /// <exception cref="IOException">The temporary file takes no more.</exception>
    public VaeData Build()
    {
        if (_file is null)
            return new VaeData([.. _chunks], _rowsPerChunk, Count, featureCount, featureNames, levels, _schema);
        // The last chunk is begun anew, so that further rows follow those written.
        Spill();
        _rowsInLast = _rowsPerChunk;
        return new VaeData(_file, maxMemory!.Value, featureCount, featureNames, levels, _schema);
    }

    /// <summary>The rows collected so far, and what they are called.</summary>
    internal VaeData Build(Func<int, string> placeOf) => Build().Called(placeOf);

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

    /// <summary>Writes what the file does not hold yet.</summary>
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
