namespace VaeMl.Onnx;

/// <summary>What a model file holds beside the graph.</summary>
internal sealed record ModelMetadata
{
    public required VaeOptions Options { get; init; }

    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>d entries: the names of a category's levels, or null for a number.</summary>
    public required IReadOnlyList<IReadOnlyList<string>?> Levels { get; init; }

    /// <summary>The columns that the features are made of, or null.</summary>
    public TableSchema? Schema { get; init; }

    public required string Trainer { get; init; }

    public required ScoreQuantiles Quantiles { get; init; }

    public required double Threshold { get; init; }

    /// <summary>How many rows the model was trained on.</summary>
    public required int RowsTrained { get; init; }
}
