using FsCheck.Xunit;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VaeMl.Tests.Onnx;

namespace VaeMl.Tests.Properties;

/// <summary>ONNX Runtime scores the file of any model as the Core scores the model.</summary>
[Properties(Arbitrary = [typeof(SchemaGenerators), typeof(OptionGenerators)], QuietOnSuccess = true)]
public sealed class OnnxProperties
{
    // Of Σ |terms of the score|, as for every other runtime.
    private const double Tolerance = 1e-5;

    // A term near zero is a difference of numbers near 1, such as half of log 2π, and no more exact than they are in single precision.
    private const double Rounding = 1e-7;

    [Property(MaxTest = 40, Replay = "31,1")]
    public void Columns_score_alike(RandomTable table)
    {
        VaeModel model = new VaeTrainer(OptionGenerators.Quick).Fit(table.Trained);
        OnnxExport export = new OnnxExport().For(table.Schema);
        int[] rows = [.. Enumerable.Range(0, table.Scored.Count).Where(i => !export.TakesColumns || table.Columns.All(column => IsTold(column, column.Scored[i])))];
        if (rows.Length > 0)
            AssertAlike(model, table.Scored.Select(rows), ScoresOf(ModelBytes.Write(model, export), export.TakesColumns ? InputsOf(table, rows) : [MatrixOf(table, rows)]));
    }

    [Property(MaxTest = 40, Replay = "32,1")]
    public void Features_score_alike(RandomTraining training)
    {
        VaeModel model = training.Fit();
        int[] rows = [.. Enumerable.Range(0, training.Table.Scored.Count)];
        AssertAlike(model, training.Table.Scored, ScoresOf(ModelBytes.Write(model, new OnnxExport { Columns = false }), [MatrixOf(training.Table, rows)]));
    }

    private static void AssertAlike(VaeModel model, VaeData rows, float[] actual)
    {
        Scores expected = new(model, RandomTable.ValuesOf(rows));
        double[] terms = expected.TermSums(model.Scorer.TermMeans);
        for (int i = 0; i < actual.Length; i++)
            if (!expected.Score[i].Equals(actual[i]))
                Assert.True(
                    Math.Abs((double)expected.Score[i] - actual[i]) <= Math.Max(Tolerance * terms[i], Rounding),
                    $"Row {i}: Core {expected.Score[i]:r}, runtime {actual[i]:r}, terms {terms[i]:r}.");
    }

    /// <summary>Whether an input can hold the cell: a missing text is the empty one, and the runtime ends a text at the first NUL.</summary>
    private static bool IsTold(TableColumn column, object? cell) => cell switch
    {
        null => column.Column.Levels?.Contains("") != true,
        string text => !text.Contains('\0', StringComparison.Ordinal),
        _ => true,
    };

    private static NamedOnnxValue MatrixOf(RandomTable table, int[] rows) => NamedOnnxValue.CreateFromTensor(
        "Features", new DenseTensor<float>(RandomTable.ValuesOf(table.Scored.Select(rows)), [rows.Length, table.Schema.FeatureCount]));

    private static NamedOnnxValue[] InputsOf(RandomTable table, int[] rows)
    {
        return [.. table.Columns.Select(column => column.Column.Kind switch
        {
            ColumnKind.Category => Input(column, cell => (string?)cell ?? ""),
            ColumnKind.DateTime => Input(column, cell => cell is DateTime date ? (date - DateTime.UnixEpoch).TotalSeconds : double.NaN),
            ColumnKind.Boolean => Input(column, cell => cell is bool truth ? truth ? 1f : 0 : float.NaN),
            _ => Input(column, cell => (float?)cell ?? float.NaN),
        })];

        NamedOnnxValue Input<T>(TableColumn column, Func<object?, T> value) => NamedOnnxValue.CreateFromTensor(
            column.Column.Name, new DenseTensor<T>(rows.Select(i => value(column.Scored[i])).ToArray(), [rows.Length, 1]));
    }

    private static float[] ScoresOf(byte[] file, NamedOnnxValue[] inputs)
    {
        using InferenceSession session = OnnxRuntime.Open(file);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(inputs, ["Score"]);
        return [.. results[0].AsEnumerable<float>()];
    }
}
