using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Contracts;
using VaeMl.Data;
using VaeMl.Inputs;

namespace VaeMl.Mapping;

/// <summary>
/// Reads rows ahead and scores them in batches. The values of the other active columns are buffered, so one cursor over the source is enough.
/// A second cursor would do the source's work twice, and would return other rows if the source is not repeatable.
/// </summary>
internal sealed class BatchedCursor : DataViewRowCursor
{
    private const int MostRows = 256, FirstRows = 32, MostValues = 1 << 20;
    private readonly Binding _binding;
    private readonly DataViewRowCursor _source;
    private readonly HashSet<OutputColumn> _active;
    private readonly UnusableRows _unusable;
    private readonly CursorScores _scores;
    private readonly ColumnBuffer?[] _kept;
    private readonly ColumnBuffer[] _keptOnes;
    private readonly FeatureReader _reader;
    private readonly ValueGetter<DataViewRowId> _getId;
    private readonly float[] _features;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _batches;
    private readonly Func<int> _scoredRow, _currentRow;
    private ExceptionDispatchInfo? _failure;
    private int _limit, _count, _row = -1, _unusableHere;
    private long _position = -1;
    private bool _ended, _closed;

    public BatchedCursor(
        Binding binding, DataViewRowCursor source, HashSet<OutputColumn> active, IEnumerable<DataViewSchema.Column> passedThrough, UnusableRows unusable)
    {
        (_binding, _source, _active, _unusable) = (binding, source, active, unusable);
        int d = binding.Model.FeatureCount, capacity = Math.Clamp(MostValues / d, FirstRows, MostRows);
        _scores = new CursorScores(binding.Model, binding.Features.Table, capacity);
        _kept = new ColumnBuffer?[binding.InputSchema.Count];
        foreach (DataViewSchema.Column column in passedThrough)
            _kept[column.Index] = ColumnBuffer.Create(source, column, capacity);
        _keptOnes = [.. _kept.OfType<ColumnBuffer>()];
        _reader = binding.Features.Reader(source);
        _getId = source.GetIdGetter();
        _features = new float[capacity * d];
        _ids = new DataViewRowId[capacity];
        _batches = new long[capacity];
        _scoredRow = ScoredRow;
        _currentRow = CurrentRow;
        _limit = FirstRows;
    }

    public override DataViewSchema Schema => _binding.OutputSchema;

    public override long Position => _position;

    public override long Batch => _row < 0 ? _source.Batch : _batches[_row];

    public override bool MoveNext()
    {
        if (_row + 1 >= _count && !ReadAhead())
        {
            (_position, _row) = (-1, -1);
            Close();
            return false;
        }
        _row++;
        _position++;
        if (_unusableHere > 0 && !UsableRow.CanBeScored(_features.AsSpan(_row * _binding.Model.FeatureCount, _binding.Model.FeatureCount)))
            _unusable.Add(1);
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = _ids[CurrentRow()];

    public override bool IsColumnActive(DataViewSchema.Column column) =>
        _binding.OutputAt(column.Index) is { } output ? _active.Contains(output) : _kept[column.Index] is not null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw GetterErrors.Inactive(column);
        Delegate getter = _binding.OutputAt(column.Index) is { } output
            ? _scores.Getter(output, _scoredRow)
            : _kept[column.Index]!.Getter(_currentRow);
        return GetterErrors.As<TValue>(getter, column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
            _source.Dispose();
        }
        base.Dispose(disposing);
    }

    private int ScoredRow()
    {
        if (_scores.IsStale)
            _scores.Score(_features.AsSpan(0, _count * _binding.Model.FeatureCount));
        return CurrentRow();
    }

    private int CurrentRow() => _row >= 0 ? _row : throw GetterErrors.NoRow();

    // The first batches are small, so that the first rows arrive soon.
    private bool ReadAhead()
    {
        (_row, _count, _unusableHere) = (-1, 0, 0);
        _failure?.Throw();
        int count = 0;
        try
        {
            while (count < _limit && !_ended)
                if (Read(count))
                    count++;
        }
        catch (Exception e) when (count > 0)
        {
            // The rows before the failure are delivered first. A caller that stops before it never sees the error.
            _failure = ExceptionDispatchInfo.Capture(e);
        }
        _limit = Math.Min(_ids.Length, 2 * _limit);
        _unusableHere = count == 0 ? 0 : _scores.Score(_features.AsSpan(0, count * _binding.Model.FeatureCount));
        _count = count;
        return count > 0;
    }

    private bool Read(int row)
    {
        if (!_source.MoveNext())
        {
            _ended = true;
            return false;
        }
        _reader.Read(_features.AsSpan(row * _binding.Model.FeatureCount, _binding.Model.FeatureCount));
        _getId(ref _ids[row]);
        _batches[row] = _source.Batch;
        foreach (ColumnBuffer kept in _keptOnes)
            kept.Read(row);
        return true;
    }

    private void Close()
    {
        if (!_closed)
            _unusable.Close();
        _closed = true;
    }
}
