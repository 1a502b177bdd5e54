namespace VaeMl.Tests;

/// <summary>A labelled row of the five features of <see cref="Models"/>.</summary>
internal sealed class Example
{
    [VectorType(5)]
    public float[] Features { get; set; } = [];

    public float Label { get; set; }

    public bool IsHigh { get; set; }

    public string Name { get; set; } = "";
}

/// <summary>All that a transformer can add to a row.</summary>
internal sealed class Prediction
{
    [VectorType(2)]
    public float[] Latent { get; set; } = [];

    [VectorType(2)]
    public float[] LatentVariance { get; set; } = [];

    public float Elbo { get; set; }

    public float Score { get; set; }

    public bool PredictedLabel { get; set; }

    [VectorType(5)]
    public float[] Contributions { get; set; } = [];

    public float LatentContribution { get; set; }

    [VectorType(5)]
    public float[] Reconstruction { get; set; } = [];
}

/// <summary>Data and models for ML.NET.</summary>
internal static class Views
{
    /// <summary>Every column.</summary>
    public static VaeColumns AllColumns { get; } = new()
    {
        LatentColumnName = "Latent",
        LatentVarianceColumnName = "LatentVariance",
        ElboColumnName = "Elbo",
        ScoreColumnName = "Score",
        PredictedLabelColumnName = "PredictedLabel",
        ContributionsColumnName = "Contributions",
        LatentContributionColumnName = "LatentContribution",
        ReconstructionColumnName = "Reconstruction",
    };

    /// <summary>A trained model of <see cref="Models.Rows"/>.</summary>
    public static VaeModel Model { get; } = Models.Fit(Models.Quick);

    public static Example[] Examples(float[][] rows) =>
        [.. rows.Select((row, i) => new Example { Features = row, Label = i % 20 == 0 ? 1 : 0, IsHigh = row[0] > 100, Name = $"row {i}" })];

    public static Example[] Examples(int count, int seed = 2, double missing = 0) => Examples(Models.Rows(count, seed, missing));

    public static IDataView View(this MLContext mlContext, IEnumerable<Example> examples) => mlContext.Data.LoadFromEnumerable(examples);

    /// <summary>A transformer that adds every column.</summary>
    public static VaeTransformer Transformer(this MLContext mlContext, VaeColumns? columns = null) => new(mlContext, Model, columns ?? AllColumns);

    public static T[] Column<T>(this IDataView view, string name) => [.. view.GetColumn<T>(name)];

    /// <summary>All values of a Single or Vector&lt;Single&gt; column as bits, row after row.</summary>
    public static int[] Bits(this IDataView view, string name) => view.Schema[name].Type is VectorDataViewType
        ? [.. view.Column<float[]>(name).SelectMany(row => row).Select(BitConverter.SingleToInt32Bits)]
        : [.. view.Column<float>(name).Select(BitConverter.SingleToInt32Bits)];

    /// <summary>Saves and loads by ML.NET.</summary>
    public static ITransformer Reloaded(this MLContext mlContext, ITransformer model, DataViewSchema? schema)
    {
        using MemoryStream zip = new();
        mlContext.Model.Save(model, schema, zip);
        zip.Position = 0;
        return new MLContext().Model.Load(zip, out _);
    }
}
