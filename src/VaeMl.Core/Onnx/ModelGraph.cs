using VaeMl.Onnx.Proto;

namespace VaeMl.Onnx;

/// <summary>Builds the graph of a model, from rows to the selected outputs.</summary>
internal static class ModelGraph
{
    public const string Threshold = "threshold";

    public static GraphProto Build(ModelContent model, OnnxExport export)
    {
        OnnxGraph graph = new();
        int d = model.Scorer.Features.Count, q = model.Scorer.Network.Shape.Latent;
        ColumnNodes? columns = export.TakesColumns ? new ColumnNodes(graph, model.Metadata.Schema!) : null;
        string features = columns is not null
            ? columns.Features()
            : graph.Input(export.Input, ElementOf(export.InputType), d);
        NetworkNodes network = new(graph, model.Scorer, features);
        ScoreNodes score = new(graph, model.Scorer, network);
        Write(export.Latent, q, () => network.Mean);
        Write(export.LatentVariance, q, () => graph.Exp(network.LogVariance));
        Write(export.Elbo, 1, () => score.Elbo);
        Write(export.Score, 1, () => score.Score);
        if (export.PredictedLabel is { } label)
            graph.Output(label, PredictedLabel(), OnnxGraph.Bool, 1);
        Write(export.Contributions, columns is null ? d : model.Metadata.Schema!.Columns.Count, () => columns is null ? score.Contributions : columns.SumByColumn(score.Contributions));
        Write(export.LatentContribution, 1, () => score.LatentContribution);
        Write(export.Reconstruction, d, Reconstruction);
        return graph.Build();

        void Write(string? name, int width, Func<string> emit)
        {
            if (name is not null)
                graph.Output(name, ForUsableRows(emit()), OnnxGraph.Float, width);
        }

        string ForUsableRows(string value) => graph.Where(network.Usable, value, graph.Constant(float.NaN));

        string PredictedLabel()
        {
            // Not (score ≤ threshold) instead of score > threshold, so that NaN is flagged.
            string threshold = graph.Parameter(Threshold, [RoundDown(model.Metadata.Threshold)]);
            return graph.Not(graph.LessOrEqual(ForUsableRows(score.Score), threshold));
        }

        string Reconstruction()
        {
            string first = network.First(network.Decode(network.Mean));
            if (model.Scorer.Features.HasCategories)
                first = new CategoryNodes(graph, model.Scorer.Features).Typical(first);
            string typical = network.ByLikelihood(likelihood => LikelihoodNodes.Typical(graph, likelihood, first));
            return network.InDataUnits(typical);
        }
    }

    private static int ElementOf(OnnxInputType type) => type switch
    {
        OnnxInputType.Single => OnnxGraph.Float,
        OnnxInputType.Double => OnnxGraph.Double,
        OnnxInputType.Boolean => OnnxGraph.Bool,
        OnnxInputType.SByte => OnnxGraph.Int8,
        OnnxInputType.Byte => OnnxGraph.UInt8,
        OnnxInputType.Int16 => OnnxGraph.Int16,
        OnnxInputType.UInt16 => OnnxGraph.UInt16,
        OnnxInputType.Int32 => OnnxGraph.Int32,
        OnnxInputType.UInt32 => OnnxGraph.UInt32,
        OnnxInputType.Int64 => OnnxGraph.Int64,
        OnnxInputType.UInt64 => OnnxGraph.UInt64,
        _ => throw new InvalidOperationException($"Unknown input type {type}."),
    };

    /// <summary>The largest float that does not exceed a value. A float exceeds the result exactly if it exceeds the value.</summary>
    internal static float RoundDown(double value)
    {
        float rounded = (float)value;
        return rounded > value ? MathF.BitDecrement(rounded) : rounded;
    }
}
