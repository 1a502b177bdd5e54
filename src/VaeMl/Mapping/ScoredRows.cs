using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Mapping;

/// <summary>The results of one forward pass over some rows, for the columns that are active.</summary>
internal sealed class ScoredRows
{
    private readonly VaeModel _model;
    private readonly float[] _latent, _latentVariance, _elbo, _score, _contributions, _reconstruction;

    /// <param name="model">What scores.</param>
    /// <param name="active">The columns asked for; others are not computed.</param>
    /// <param name="capacity">The most rows scored at once.</param>
    public ScoredRows(VaeModel model, HashSet<Output> active, int capacity)
    {
        _model = model;
        _latent = Room(model.LatentSize, Output.Latent);
        _latentVariance = Room(model.LatentSize, Output.LatentVariance);
        _elbo = Room(1, Output.Elbo);
        _score = Room(1, Output.Score, Output.PredictedLabel);
        _contributions = Room(model.FeatureCount, Output.Contributions);
        _reconstruction = Room(model.FeatureCount, Output.Reconstruction);

        float[] Room(int width, params ReadOnlySpan<Output> outputs)
        {
            foreach (Output output in outputs)
                if (active.Contains(output))
                    return new float[capacity * width];
            return [];
        }
    }

    /// <summary>Scores rows in place of the ones before.</summary>
    /// <param name="rows">n × d values.</param>
    /// <returns>How many cannot be scored.</returns>
    public int Score(ReadOnlySpan<float> rows)
    {
        int count = rows.Length / _model.FeatureCount;
        return _model.Score(rows, new ScoreColumns
        {
            Latent = Part(_latent, _model.LatentSize),
            LatentVariance = Part(_latentVariance, _model.LatentSize),
            Elbo = Part(_elbo, 1),
            Score = Part(_score, 1),
            Contributions = Part(_contributions, _model.FeatureCount),
            Reconstruction = Part(_reconstruction, _model.FeatureCount),
        });

        Span<float> Part(float[] values, int width) => values.AsSpan(0, values.Length == 0 ? 0 : count * width);
    }

    /// <summary>A getter of an active column.</summary>
    /// <param name="output">The column.</param>
    /// <param name="row">Tells the row, from 0; called once for each value.</param>
    public Delegate Getter(Output output, Func<int> row) => output switch
    {
        Output.Latent => Vector(_latent, _model.LatentSize, row),
        Output.LatentVariance => Vector(_latentVariance, _model.LatentSize, row),
        Output.Elbo => (ValueGetter<float>)((ref float value) => value = _elbo[row()]),
        Output.Score => (ValueGetter<float>)((ref float value) => value = _score[row()]),
        Output.PredictedLabel => (ValueGetter<bool>)((ref bool value) => value = _model.IsAnomaly(_score[row()])),
        Output.Contributions => Vector(_contributions, _model.FeatureCount, row),
        _ => Vector(_reconstruction, _model.FeatureCount, row),
    };

    private static ValueGetter<VBuffer<float>> Vector(float[] values, int width, Func<int> row) => (ref VBuffer<float> value) =>
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, width);
        values.AsSpan(row() * width, width).CopyTo(editor.Values);
        value = editor.Commit();
    };
}
