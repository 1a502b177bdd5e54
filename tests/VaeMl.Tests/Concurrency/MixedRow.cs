using VaeMl.Tests.Hostile;

namespace VaeMl.Tests.Concurrency;

/// <summary>A raw row for <see cref="MixedModel"/>.</summary>
internal sealed class MixedRow
{
    [Microsoft.ML.Data.ColumnName("amount")]
    public float Amount { get; set; }

    [Microsoft.ML.Data.ColumnName("is new")]
    public bool IsNew { get; set; }

    [Microsoft.ML.Data.ColumnName("country")]
    public string Country { get; set; } = "";

    [Microsoft.ML.Data.ColumnName("ordered")]
    public DateTime Ordered { get; set; }

    /// <summary>Rows of which some lack an amount or have a country or a time that training did not have.</summary>
    public static MixedRow[] Rows(int count, int seed = 1)
    {
        Random random = new(seed);
        string[] countries = ["DE", "FR", "IT", ""];
        return [.. Enumerable.Range(0, count).Select(_ => new MixedRow
        {
            Amount = random.Next(10) == 0 ? float.NaN : 40 + 60 * random.NextSingle(),
            IsNew = random.Next(2) == 0,
            Country = countries[random.Next(countries.Length)],
            Ordered = new DateTime(2024, 1, 1).AddMinutes(random.Next(100_000)),
        })];
    }

    /// <summary>A pipeline of the model alone, as it is after a file.</summary>
    public static Microsoft.ML.ITransformer LoadedPipeline(VaeModel model)
    {
        Microsoft.ML.MLContext mlContext = new(1);
        VaeColumns columns = new()
        {
            InputColumnNames = [.. MixedModel.Schema.Columns.Select(column => column.Name)],
            ScoreColumnName = nameof(Verdict.Score),
            PredictedLabelColumnName = nameof(Verdict.PredictedLabel),
            LatentColumnName = nameof(Verdict.Latent),
            ContributionsColumnName = nameof(Verdict.Contributions),
        };
        using MemoryStream zip = new();
        mlContext.Model.Save(new VaeTransformer(mlContext, model, columns), mlContext.Data.LoadFromEnumerable<MixedRow>([]).Schema, zip);
        zip.Position = 0;
        return new Microsoft.ML.MLContext().Model.Load(zip, out _);
    }
}
