using VaeMl.Tests.Onnx;
using VaeMl.Tests.Scoring;

namespace VaeMl.Tests.Properties;

/// <summary>What holds for every model and every table that it can score.</summary>
internal static class ModelLaws
{
    /// <summary>A file gives the model back, which gives the same file again and the same bits for every row.</summary>
    public static void ComesBack(VaeModel model, VaeData rows)
    {
        byte[] file = ModelBytes.Write(model);
        VaeModel loaded = ModelBytes.Read(file, "the file");
        Assert.True(file.AsSpan().SequenceEqual(ModelBytes.Write(loaded)), "The loaded model writes another file.");
        Assert.Equal(model.FeatureLevels, loaded.FeatureLevels);
        Assert.Equal(Columns(model), Columns(loaded));
        float[] values = RandomTable.ValuesOf(rows);
        Assert.Equal(new Scores(model, values).Bits, new Scores(loaded, values).Bits);

        static IEnumerable<object> Columns(VaeModel model) => model.Schema!.Columns.Select(Told);
    }

    /// <summary>All that makes a column.</summary>
    public static object Told(SchemaColumn column) => (column.Name, column.Kind, string.Join('|', column.Levels ?? []), column.Parts, column.Origin.Ticks, column.Step);

    /// <summary>A row has the same bits alone and in any batch, one of a single thread or of several.</summary>
    public static void BatchesScoreAsRows(VaeModel model, VaeData rows)
    {
        Scores batch = new(model, RandomTable.ValuesOf(rows));
        for (int i = 0; i < rows.Count; i++)
            Assert.Equal(batch.BitsOf(i), new Scores(model, rows[i].ToArray()).Bits);
        Assert.Equal(batch.Score, model.Scores(rows));
    }

    public static void ContributionsAddUp(VaeModel model, VaeData rows)
    {
        for (int i = 0; i < rows.Count; i++)
            if (IsObserved(rows[i]))
                Additivity.Holds(model, rows[i]);
    }

    /// <summary>Whatever is finite or missing has finite scores, unless all of a row is missing.</summary>
    public static void AllIsFinite(VaeModel model, VaeData rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            Scores scores = new(model, rows[i].ToArray());
            bool isObserved = IsObserved(rows[i]);
            Assert.All(scores.Columns, column => Assert.All(column, value => Assert.Equal(isObserved, float.IsFinite(value))));
        }
    }

    private static bool IsObserved(ReadOnlySpan<float> row) => row.ContainsAnyExcept(float.NaN);
}
