using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Contracts;

namespace VaeMl.Mapping;

/// <summary>The results of one forward pass over some rows. Only columns that a getter was asked for are computed.</summary>
/// <param name="model">What scores.</param>
/// <param name="table">The columns that contributions are added up by; null: each feature has its own.</param>
/// <param name="capacity">The most rows scored at once.</param>
internal sealed class CursorScores(VaeModel model, TableSchema? table, int capacity)
{
    private readonly Dictionary<OutputColumn, float[]> _numbers = [];

    /// <summary>Whether a getter was given out since the last pass, so that its column may not have been computed.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Scores rows in place of the ones before.</summary>
    /// <param name="rows">n × d values.</param>
    /// <returns>How many cannot be scored.</returns>
    public int Score(ReadOnlySpan<float> rows)
    {
        IsStale = false;
        int count = rows.Length / model.FeatureCount;
        ScoreColumns columns = default;
        foreach ((OutputColumn column, float[] numbers) in _numbers)
            column.Asked(ref columns, numbers.AsSpan(0, count * Width(column)));
        return model.Score(rows, columns);
    }

    /// <summary>A getter, whose column is computed from now on.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">Tells the row, from 0; called once for each value.</param>
    public Delegate Getter(OutputColumn column, Func<int> row)
    {
        if (column.FlaggedBy is { } score)
            return Flag(Room(score), row);
        float[] numbers = Room(column);
        if (column.Length == OutputLength.Scalar)
            return Scalar(numbers, row);
        return column.Length == OutputLength.Contributions && table is { IsFeatures: false }
            ? ByColumn(numbers, table, row)
            : Vector(numbers, Width(column), row);
    }

    /// <summary>How many numbers the model yields of each row.</summary>
    private int Width(OutputColumn column) => column.Length switch
    {
        OutputLength.Scalar => 1,
        OutputLength.LatentSize => model.LatentSize,
        OutputLength.Features or OutputLength.Contributions => model.FeatureCount,
        var other => throw new InvalidOperationException($"Unknown length {other}."),
    };

    private float[] Room(OutputColumn column)
    {
        if (_numbers.TryGetValue(column, out float[]? numbers))
            return numbers;
        IsStale = true;
        return _numbers[column] = new float[capacity * Width(column)];
    }

    private static ValueGetter<float> Scalar(float[] values, Func<int> row) => (ref float value) => value = values[row()];

    private ValueGetter<bool> Flag(float[] scores, Func<int> row) => (ref bool value) => value = model.IsAnomaly(scores[row()]);

    private static ValueGetter<VBuffer<float>> Vector(float[] values, int width, Func<int> row) => (ref VBuffer<float> value) =>
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, width);
        values.AsSpan(row() * width, width).CopyTo(editor.Values);
        value = editor.Commit();
    };

    private static ValueGetter<VBuffer<float>> ByColumn(float[] values, TableSchema table, Func<int> row) => (ref VBuffer<float> value) =>
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, table.Columns.Count);
        table.SumByColumn(values.AsSpan(row() * table.FeatureCount, table.FeatureCount), editor.Values);
        value = editor.Commit();
    };
}
