using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VaeMl.Onnx;

namespace VaeMl.Tests.Onnx;

/// <summary>Files of models with categories or dates take a table's columns as they are.</summary>
public sealed class ColumnInputTests
{
    private static readonly TableSchema Schema = new([
        SchemaColumn.Date("time", DateParts.TimeOfDay | DateParts.DayOfWeek | DateParts.Elapsed, new DateTime(2026, 1, 1)),
        SchemaColumn.Category("host", ["db", "web", "über"]),
        SchemaColumn.Category("zone", ["a", "b", SchemaColumn.OtherLevels]),
        SchemaColumn.Boolean("healthy"),
        SchemaColumn.Number("load"),
    ]);

    [Fact]
    public void Scores_from_columns_are_those_from_features()
    {
        VaeModel model = FitColumns();
        RawRow[] rows = Rows(400, unusual: true);
        VaeData data = Encode(rows);
        byte[] file = ModelFile.Write(model, new OnnxExport { Contributions = "Contributions" });
        float[][] outputs = Run(file, rows, "Score", "Contributions");
        float[] terms = new float[Schema.Columns.Count];
        Assert.True(rows.Any(row => row.Host == "mail") && rows.Any(row => row.Host == "") && rows.Any(row => row.Time is null));
        for (int i = 0; i < rows.Length; i++)
        {
            VaeScore expected = model.Score(data[i]);
            double size = expected.Contributions.Sum(Math.Abs) + Math.Abs(expected.Score);
            Assert.Equal(expected.Score, outputs[0][i], 1e-5 * size);
            Schema.SumByColumn([.. expected.Contributions.Select(value => (float)value)], terms);
            for (int k = 0; k < terms.Length; k++)
                Assert.Equal(terms[k], outputs[1][i * terms.Length + k], 1e-5 * size);
        }
    }

    [Fact]
    public void The_model_file_takes_columns_where_there_are_texts_or_dates_and_loads()
    {
        VaeModel model = FitColumns();
        byte[] file = ModelFile.Write(model);
        using InferenceSession session = OnnxRuntime.Open(file);
        Assert.Equal(Schema.Columns.Select(column => column.Name), session.InputNames);
        VaeModel loaded = ModelFile.Read(file, "it");
        Assert.Equal(file, ModelFile.Write(loaded));
        VaeData data = Encode(Rows(50, unusual: true));
        Assert.Equal(model.Scores(data), loaded.Scores(data));
        using InferenceSession matrix = OnnxRuntime.Open(ModelFile.Write(model, new OnnxExport { Columns = false }));
        Assert.Equal(["Features"], matrix.InputNames);
        Assert.Equal([-1, Schema.FeatureCount], matrix.InputMetadata["Features"].Dimensions);
    }

    [Fact]
    public void Numbers_alone_stay_one_matrix_unless_asked_for()
    {
        VaeModel model = Fit(new TableSchema([SchemaColumn.Number("a"), SchemaColumn.Boolean("b")]));
        using InferenceSession matrix = OnnxRuntime.Open(ModelFile.Write(model)), columns = OnnxRuntime.Open(ModelFile.Write(model, new OnnxExport { Columns = true }));
        Assert.Equal(["Features"], matrix.InputNames);
        Assert.Equal(["a", "b"], columns.InputNames);
        Assert.Contains("no schema", Assert.Throws<ArgumentException>(() => ModelFile.Write(Models.Fit(Models.Quick), new OnnxExport { Columns = true })).Message);
    }

    public static TheoryData<SchemaColumn, OnnxInputType> SingleColumns => new()
    {
        { SchemaColumn.Category("only", ["x", "y"]), OnnxInputType.Single },
        { SchemaColumn.Date("only", DateParts.Elapsed), OnnxInputType.Single },
        { SchemaColumn.Number("only"), OnnxInputType.Double },
    };

    // The runtime's optimiser has lost the nodes of a single feature that is neither shifted nor scaled.
    [Theory]
    [MemberData(nameof(SingleColumns))]
    public void A_single_column_of_zeros_and_ones_is_a_valid_graph(SchemaColumn column, OnnxInputType type)
    {
        VaeModel model = Fit(new TableSchema([column]));
        using InferenceSession session = OnnxRuntime.Open(ModelFile.Write(model, new OnnxExport { InputType = type }));
        Assert.Contains("Score", session.OutputNames);
    }

    [Fact]
    public void A_column_named_like_an_output_leaves_the_matrix()
    {
        VaeModel model = Fit(new TableSchema([SchemaColumn.Category("Score", ["x", "y"]), SchemaColumn.Number("a")]));
        using InferenceSession session = OnnxRuntime.Open(ModelFile.Write(model));
        Assert.Equal(["Features"], session.InputNames);
        Assert.Contains("'Score'", Assert.Throws<ArgumentException>(() => ModelFile.Write(model, new OnnxExport { Columns = true })).Message);
        using InferenceSession renamed = OnnxRuntime.Open(ModelFile.Write(model, new OnnxExport { Columns = true, Score = "Anomaly" }));
        Assert.Equal(["Score", "a"], renamed.InputNames);
    }

    /// <summary>A model of every kind of column.</summary>
    public static VaeModel FitColumns() => new VaeTrainer(Models.Quick).Fit(Encode(Rows(300, unusual: false)));

    private static VaeModel Fit(TableSchema schema)
    {
        VaeDataBuilder builder = new(schema);
        for (int i = 0; i < 100; i++)
            new float[] { i % 2, i / 2 % 2 }.AsSpan(0, schema.FeatureCount).CopyTo(builder.Add());
        return new VaeTrainer(Models.Quick with { LatentSize = null }).Fit(builder.Build());
    }

    private static RawRow[] Rows(int count, bool unusual)
    {
        Random random = new(unusual ? 2 : 1);
        return [.. Enumerable.Range(0, count).Select(_ => new RawRow(
            unusual && random.Next(9) == 0 ? null : new DateTime(2026, 1, 1).AddSeconds(random.Next(20_000_000)),
            (unusual ? random.Next(5) : random.Next(3)) switch { 0 => "db", 1 => "web", 2 => "über", 3 => "mail", _ => "" },
            (unusual ? random.Next(4) : random.Next(3)) switch { 0 => "a", 1 => "b", 2 => "rare", _ => "" },
            unusual && random.Next(9) == 0 ? float.NaN : random.Next(2),
            unusual && random.Next(9) == 0 ? float.NaN : (float)random.NextDouble()))];
    }

    private static VaeData Encode(RawRow[] rows)
    {
        VaeDataBuilder builder = new(Schema);
        foreach (RawRow row in rows)
        {
            Span<float> features = builder.Add();
            if (row.Time is { } time)
                Schema.Columns[0].Encode(time, features);
            else
                features[..5].Fill(float.NaN);
            features[5] = row.Host == "" ? float.NaN : Schema.Columns[1].LevelOf(row.Host);
            features[6] = row.Zone == "" ? float.NaN : Schema.Columns[2].LevelOf(row.Zone);
            (features[7], features[8]) = (row.Healthy, row.Load);
        }
        return builder.Build();
    }

    private static float[][] Run(byte[] file, RawRow[] rows, params string[] outputs)
    {
        using InferenceSession session = OnnxRuntime.Open(file);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(
            [
                Column("time", [.. rows.Select(row => row.Time is { } time ? (time - DateTime.UnixEpoch).TotalSeconds : double.NaN)]),
                Column("host", [.. rows.Select(row => row.Host)]),
                Column("zone", [.. rows.Select(row => row.Zone)]),
                Column("healthy", [.. rows.Select(row => row.Healthy)]),
                Column("load", [.. rows.Select(row => row.Load)]),
            ],
            outputs);
        return [.. results.Select(result => result.AsEnumerable<float>().ToArray())];

        static NamedOnnxValue Column<T>(string name, T[] values) => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(values, [values.Length, 1]));
    }

    private sealed record RawRow(DateTime? Time, string Host, string Zone, float Healthy, float Load);
}
