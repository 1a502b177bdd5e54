using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Contracts;
using VaeMl.Inputs;

namespace VaeMl.Mapping;

/// <summary>A row with the added columns. It is scored once, when the first of them is requested.</summary>
internal sealed class VaeRow : DataViewRow
{
    private readonly Binding _binding;
    private readonly DataViewRow _input;
    private readonly HashSet<OutputColumn> _active;
    private readonly CursorScores _scores;
    private readonly float[] _features;
    private readonly FeatureReader? _reader;
    private readonly Func<int> _ensureScored;
    private readonly UnusableRows _unusable;
    private long _scoredPosition = -1;
    private bool _closed;

    public VaeRow(Binding binding, DataViewRow input, HashSet<OutputColumn> active, UnusableRows unusable)
    {
        _binding = binding;
        _input = input;
        _active = active;
        _unusable = unusable;
        _scores = new CursorScores(binding.Model, binding.Features.Table, 1);
        _features = new float[active.Count > 0 ? binding.Model.FeatureCount : 0];
        _reader = active.Count > 0 ? binding.Features.Reader(input) : null;
        _ensureScored = EnsureScored;
    }

    public override DataViewSchema Schema => _binding.OutputSchema;

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _binding.OutputAt(column.Index) is { } output
        ? _active.Contains(output)
        : _input.IsColumnActive(_binding.InputSchema[column.Index]);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (_binding.OutputAt(column.Index) is not { } output)
            return _input.GetGetter<TValue>(_binding.InputSchema[column.Index]);
        if (!_active.Contains(output))
            throw GetterErrors.Inactive(column);
        return GetterErrors.As<TValue>(_scores.Getter(output, _ensureScored), column);
    }

    /// <summary>Reports, once, the rows that could not be scored.</summary>
    public void Close()
    {
        if (!_closed)
            _unusable.Close();
        _closed = true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }

    private int EnsureScored()
    {
        long position = _input.Position;
        if (position < 0)
            throw GetterErrors.NoRow();
        if (position != _scoredPosition)
        {
            _reader!.Read(_features);
            _unusable.Add(_scores.Score(_features));
            _scoredPosition = position;
        }
        else if (_scores.IsStale)
        {
            _scores.Score(_features);
        }
        return 0;
    }
}
