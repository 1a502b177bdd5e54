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
        IDataView rows = mlContext.Data.LoadFromEnumerable<Row>([]);
        VaeColumns columns = new() { InputColumnNames = [.. MixedModel.Schema.Columns.Select(column => column.Name)], ScoreColumnName = "Score" };
        ITransformer transformer = new VaeTransformer(mlContext, MixedModel.Train(), columns);
        ITransformer chain = new TransformerChain<ITransformer>(transformer);
        using MemoryStream zip = new();
        mlContext.Model.Save(chain, rows.Schema, zip);
        return zip.ToArray();
    }

    private sealed class Row
    {
        [VectorType(8)]
        public float[] Features { get; set; } = [];
    }
}
