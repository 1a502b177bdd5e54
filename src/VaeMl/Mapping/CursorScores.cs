using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Mapping;

/// <summary>The results of one forward pass over some rows. Only columns that a getter was asked for are computed.</summary>
/// <param name="model">What scores.</param>
/// <param name="table">The columns that contributions are added up by; null: each feature has its own.</param>
/// <param name="capacity">The most rows scored at once.</param>
internal sealed class CursorScores(VaeModel model, TableSchema? table, int capacity)
{
    private float[] _latent = [], _latentVariance = [], _elbo = [], _score = [], _contributions = [], _reconstruction = [];

    /// <summary>Whether a getter was given out since the last pass, so that its column may not have been computed.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Scores rows in place of the ones before.</summary>
    /// <param name="rows">n × d values.</param>
    /// <returns>How many cannot be scored.</returns>
    public int Score(ReadOnlySpan<float> rows)
    {
        IsStale = false;
        int count = rows.Length / model.FeatureCount;
        return model.Score(rows, new ScoreColumns
        {
            Latent = Part(_latent, model.LatentSize),
            LatentVariance = Part(_latentVariance, model.LatentSize),
            Elbo = Part(_elbo, 1),
            Score = Part(_score, 1),
            Contributions = Part(_contributions, model.FeatureCount),
            Reconstruction = Part(_reconstruction, model.FeatureCount),
        });

        Span<float> Part(float[] values, int width) => values.AsSpan(0, values.Length == 0 ? 0 : count * width);
    }

    /// <summary>A getter, whose column is computed from now on.</summary>
    /// <param name="output">The column.</param>
    /// <param name="row">Tells the row, from 0; called once for each value.</param>
    public Delegate Getter(Output output, Func<int> row) => output switch
    {
        Output.Latent => Vector(Room(ref _latent, model.LatentSize), model.LatentSize, row),
        Output.LatentVariance => Vector(Room(ref _latentVariance, model.LatentSize), model.LatentSize, row),
        Output.Elbo => Scalar(Room(ref _elbo, 1), row),
        Output.Score => Scalar(Room(ref _score, 1), row),
        Output.PredictedLabel => Label(Room(ref _score, 1), row),
        Output.Contributions when table is { IsFeatures: false } => ByColumn(Room(ref _contributions, model.FeatureCount), table, row),
        Output.Contributions => Vector(Room(ref _contributions, model.FeatureCount), model.FeatureCount, row),
        _ => Vector(Room(ref _reconstruction, model.FeatureCount), model.FeatureCount, row),
    };

    private float[] Room(ref float[] values, int width)
    {
        if (values.Length == 0)
        {
            values = new float[capacity * width];
            IsStale = true;
        }
        return values;
    }

    private static ValueGetter<float> Scalar(float[] values, Func<int> row) => (ref float value) => value = values[row()];

    private ValueGetter<bool> Label(float[] scores, Func<int> row) => (ref bool value) => value = model.IsAnomaly(scores[row()]);

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
