using System.Text.RegularExpressions;

namespace VaeMl.Tests;

public sealed class SchemaTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void A_missing_column_is_named_with_those_there_are() => Expect(
        "Could not find input column 'Numbers'; the data has 'Features', 'Label', 'IsHigh', 'Name'.",
        "Numbers");

    [Theory]
    [InlineData(nameof(Refused.Texts), "Vector<String>. Text columns must be scalar; convert vectors of categories to numbers with Categorical.OneHotEncoding")]
    [InlineData(nameof(Refused.Keys), "VarVector<Key<Byte>>. Key columns must be scalar; convert vectors of keys to numbers with Conversion.MapKeyToVector.")]
    [InlineData(nameof(Refused.Span), "TimeSpan. Date columns must be scalar; convert vectors of dates, and time spans, to numbers with CustomMapping.")]
    [InlineData(nameof(Refused.Longs), "VarVector<Int64>. The schema must give the size of a vector")]
    [InlineData(nameof(Refused.Singles), "VarVector<Single>. The schema must give the size of a vector: add [VectorType(n)] to the property")]
    [InlineData(nameof(Refused.Doubles), "VarVector<Double>. The schema must give the size of a vector")]
    [InlineData(nameof(Refused.Id), "DataViewRowId. Convert it to numbers with CustomMapping, or choose another column.")]
    public void A_column_that_cannot_be_read_is_named_with_its_type_and_the_remedy(string column, string told)
    {
        const string expected = "expected a number, Boolean, text, key, DateTime or DateTimeOffset, or a vector of known size, of numbers or Booleans, got ";
        // A schema knows sizes and counts, which its shape does not.
        static string WithoutCounts(string message) => Regex.Replace(message, @"(?<=<\w+), [0-9-]+(?=>)", "");
        IDataView data = _mlContext.Data.LoadFromEnumerable([new Refused()]);
        VaeEstimator estimator = _mlContext.Transforms.VaeEncode("Latent", column);
        foreach (Action use in new Action[] { () => estimator.Fit(data), () => estimator.GetOutputSchema(ShapeOf(data.Schema)) })
            Assert.StartsWith(
                $"Schema mismatch for input column '{column}': {expected}{told}",
                WithoutCounts(Assert.Throws<ArgumentOutOfRangeException>(use).Message),
                StringComparison.Ordinal);
    }

    [Fact]
    public void A_width_other_than_the_models_is_refused_after_loading()
    {
        IDataView data = _mlContext.View(Views.Examples(10));
        ITransformer loaded = _mlContext.Reloaded(_mlContext.Transformer(), data.Schema);
        IDataView narrow = _mlContext.Data.LoadFromEnumerable([new NarrowExample()]);
        foreach (Action use in new Action[] { () => loaded.Transform(narrow), () => loaded.GetOutputSchema(narrow.Schema), () => loaded.GetRowToRowMapper(narrow.Schema) })
            Assert.Contains(
                "Schema mismatch for input column 'Features': expected Vector<Single, 5>, got Vector<Single, 3>. The model was trained on 5 features.",
                Assert.Throws<ArgumentOutOfRangeException>(use).Message,
                StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Transforms.VaeEncode("Latent", "Features", Views.Model).Fit(narrow));
    }

    [Fact]
    public void A_chain_refuses_a_wrong_column_before_it_trains_anything()
    {
        IDataView data = _mlContext.View(Views.Examples(10));
        var pipeline = _mlContext.Transforms.Text.TokenizeIntoWords("Features", "Name")
            .Append(_mlContext.Transforms.VaeEncode("Latent", "Features"));
        Assert.Contains("got VarVector<String>. Text columns must be scalar", Assert.Throws<ArgumentOutOfRangeException>(() => pipeline.Fit(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_estimator_promises_what_the_transformer_yields()
    {
        IDataView data = _mlContext.View(Views.Examples(50));
        VaeEstimator estimator = _mlContext.AnomalyDetection.Trainers.Vae(new VaeAnomalyOptions
        {
            LatentColumnName = "Latent",
            LatentVarianceColumnName = "Features",
            ElboColumnName = "Elbo",
            ContributionsColumnName = "Contributions",
            ReconstructionColumnName = "Reconstruction",
            Vae = Models.Quick,
        });
        // An estimator that does nothing tells the shape of a schema.
        SchemaShape shape = _mlContext.Transforms.CopyColumns("Copy", "Features").GetOutputSchema(ShapeOf(data.Schema));
        IDataView copied = _mlContext.Transforms.CopyColumns("Copy", "Features").Fit(data).Transform(data);
        SchemaShape promised = estimator.GetOutputSchema(shape), yielded = ShapeOf(estimator.Fit(copied).GetOutputSchema(copied.Schema));
        Assert.Equal(yielded.Select(Describe).Order(), promised.Select(Describe).Order());
    }

    [Fact]
    public void Scores_bear_the_annotations_that_evaluators_look_for()
    {
        IDataView data = _mlContext.Transformer(Views.AllColumns with { ScoreColumnName = "First", PredictedLabelColumnName = null }).Transform(_mlContext.View(Views.Examples(5)));
        DataViewSchema schema = _mlContext.Transformer().Transform(data).Schema;
        Assert.Equal("AnomalyDetection", Text(schema["Score"], "ScoreColumnKind"));
        Assert.Equal("Score", Text(schema["Score"], "ScoreValueKind"));
        Assert.Equal("PredictedLabel", Text(schema["PredictedLabel"], "ScoreValueKind"));
        Assert.Equal((1u, 2u, 2u), (SetId(schema["First"]), SetId(schema["Score"]), SetId(schema["PredictedLabel"])));
    }

    [Fact]
    public void Slots_are_named_by_latent_variable_and_by_feature()
    {
        DataViewSchema schema = _mlContext.Transformer().GetOutputSchema(_mlContext.View([]).Schema);
        Assert.Equal(["z0", "z1"], Slots(schema["Latent"]));
        Assert.Equal(["z0", "z1"], Slots(schema["LatentVariance"]));
        Assert.Equal(["f0", "f1", "f2", "f3", "f4"], Slots(schema["Contributions"]));
        Assert.Equal(["f0", "f1", "f2", "f3", "f4"], Slots(schema["Reconstruction"]));
    }

    [Theory]
    [InlineData("", "Elbo", "Output columns' names must not be empty; set a name to null to leave the column out.")]
    [InlineData("Same", "Same", "Output columns' names must differ; 'Same' is given 2 times.")]
    public void Bad_names_are_refused_at_once(string latent, string elbo, string message) => Assert.Contains(
        message,
        Assert.Throws<ArgumentException>(() => _mlContext.Transforms.VaeEncode(latent, "Features", elboColumnName: elbo)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void No_output_at_all_is_refused() => Assert.Contains(
        "At least one output column must have a name; all are null.",
        Assert.Throws<ArgumentException>(() => _mlContext.Transforms.VaeEncode(Views.Model, new VaeColumns())).Message,
        StringComparison.Ordinal);

    private void Expect(string message, string column, IDataView? data = null)
    {
        data ??= _mlContext.View(Views.Examples(10));
        VaeEstimator estimator = _mlContext.Transforms.VaeEncode("Latent", column);
        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message, StringComparison.Ordinal);
        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(ShapeOf(data.Schema))).Message, StringComparison.Ordinal);
    }

    private static string Describe(SchemaShape.Column column) =>
        $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey} [{string.Join(", ", column.Annotations.Select(Describe).Order())}]";

    private static SchemaShape ShapeOf(DataViewSchema schema) => (SchemaShape)typeof(SchemaShape)
        .GetMethod("Create", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.Invoke(null, [schema])!;

    private static string Text(DataViewSchema.Column column, string kind)
    {
        ReadOnlyMemory<char> value = default;
        column.Annotations.GetValue(kind, ref value);
        return value.ToString();
    }

    private static uint SetId(DataViewSchema.Column column)
    {
        uint value = 0;
        column.Annotations.GetValue("ScoreColumnSetId", ref value);
        return value;
    }

    private static IEnumerable<string> Slots(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return names.DenseValues().Select(name => name.ToString());
    }

    private sealed class Refused
    {
        [VectorType(3)]
        public string[] Texts { get; set; } = ["", "", ""];

        public long[] Longs { get; set; } = [1, 2, 3];

        [KeyType(5)]
        public byte[] Keys { get; set; } = [];

        public TimeSpan Span { get; set; }

        public float[] Singles { get; set; } = [];

        public double[] Doubles { get; set; } = [];

        public DataViewRowId Id { get; set; }
    }

    private sealed class NarrowExample
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [1, 2, 3];
    }
}
