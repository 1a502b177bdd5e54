using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Contracts;

namespace VaeMl.Mapping;

/// <summary>The results of one forward pass over a batch of rows. Only columns for which a getter was requested are computed.</summary>
/// <param name="model">The model.</param>
/// <param name="table">The table whose columns contributions are summed by; null: one contribution per feature.</param>
/// <param name="capacity">The maximum number of rows in a batch.</param>
internal sealed class CursorScores(VaeModel model, TableSchema? table, int capacity)
{
    private readonly Dictionary<OutputColumn, float[]> _numbers = [];

    /// <summary>Whether a getter was created since the last pass, so that its column may not have been computed.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Scores rows, which replace the previous ones.</summary>
    /// <param name="rows">n × d values.</param>
    /// <returns>The number of rows that cannot be scored.</returns>
    public int Score(ReadOnlySpan<float> rows)
    {
        IsStale = false;
        int count = rows.Length / model.FeatureCount;
        ScoreColumns columns = default;
        foreach ((OutputColumn column, float[] numbers) in _numbers)
            column.Asked(ref columns, numbers.AsSpan(0, count * Width(column)));
        return model.Score(rows, columns);
    }

    /// <summary>Creates a getter. Its column is computed from now on.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">Returns the row's index in the batch, from 0; called once per value.</param>
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

    /// <summary>The number of values that the model computes per row.</summary>
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
