using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Tests.Hostile;

namespace VaeMl.Benchmarks.Soak.Mutations;

/// <summary>A pipeline with a transformer of VaeMl, saved by ML.NET.</summary>
internal static class PipelineZip
{
    public static byte[] Create()
    {
        MLContext mlContext = new(1);
        VaeColumns columns = new()
        {
            InputColumnNames = [.. MixedModel.Schema.Columns.Select(column => column.Name)],
            ScoreColumnName = "Score",
            LatentContributionColumnName = "LatentContribution",
        };
        ITransformer transformer = new VaeTransformer(mlContext, MixedModel.Train(), columns);
        ITransformer chain = new TransformerChain<ITransformer>(transformer);
        using MemoryStream zip = new();
        // Without the input's schema: ML.NET 5.0.1 reads that entry itself, and never ends where it is cut (Utils.ReadBinaryDataIntoSpan).
        mlContext.Model.Save(chain, null, zip);
        return zip.ToArray();
    }
}
