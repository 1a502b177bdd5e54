namespace VaeMl.Onnx;

/// <summary>What a model file holds in addition to the graph.</summary>
internal sealed record ModelMetadata
{
    public required VaeOptions Options { get; init; }

    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>d entries: the names of a category's levels, or null for a numeric feature.</summary>
    public required IReadOnlyList<IReadOnlyList<string>?> Levels { get; init; }

    /// <summary>The columns that the features were made from, or null.</summary>
    public TableSchema? Schema { get; init; }

    public required string Trainer { get; init; }

    public required ScoreQuantiles Quantiles { get; init; }

    public required double Threshold { get; init; }

    /// <summary>The number of rows in the training set.</summary>
    public required int RowsTrained { get; init; }
}
