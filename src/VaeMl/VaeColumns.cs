namespace VaeMl;

/// <summary>
/// Which columns a <see cref="VaeTransformer"/> reads and adds, by name; a column whose name is null is left out. d is the number of features,
/// q of latent variables.
/// </summary>
/// <remarks>
/// A row with ±∞ in it, or with nothing observed, gets NaN in every column and true in <see cref="PredictedLabelColumnName"/>.
/// </remarks>
public record VaeColumns
{
    /// <summary>The features, in the data's own units; NaN where missing.</summary>
    /// <remarks>
    /// A vector of known size, dense or sparse, or a scalar, which is one feature; of Single, of Double, which is rounded to Single (one beyond
    /// its range is an error in training and ±∞ in scoring), of Boolean (false is 0, true is 1) or of integers of 8 or 16 bits. Scoring takes any
    /// of them, whichever training saw.
    /// </remarks>
    /// <value>"Features".</value>
    public string InputColumnName { get; init; } = "Features";

    /// <summary>The latent mean μ(x): Vector&lt;Single, q&gt;.</summary>
    public string? LatentColumnName { get; init; }

    /// <summary>The latent variance σ²(x): Vector&lt;Single, q&gt;.</summary>
    public string? LatentVarianceColumnName { get; init; }

    /// <summary>The evidence lower bound of the observed features: Single, in nats; higher is more usual.</summary>
    public string? ElboColumnName { get; init; }

    /// <summary>−ELBO plus each missing feature's mean training term: Single, in nats; higher is more anomalous.</summary>
    public string? ScoreColumnName { get; init; }

    /// <summary>Whether the score lies above the model's threshold: Boolean.</summary>
    public string? PredictedLabelColumnName { get; init; }

    /// <summary>Each feature's term minus its mean over the training rows: Vector&lt;Single, d&gt;, in nats; 0 for a missing feature.</summary>
    public string? ContributionsColumnName { get; init; }

    /// <summary>The decoder's mean at z = μ(x): Vector&lt;Single, d&gt;, in the data's units; missing features are imputed.</summary>
    public string? ReconstructionColumnName { get; init; }

    /// <summary>The names alone, without whatever a derived record adds.</summary>
    internal VaeColumns NamesOnly() => new()
    {
        InputColumnName = InputColumnName,
        LatentColumnName = LatentColumnName,
        LatentVarianceColumnName = LatentVarianceColumnName,
        ElboColumnName = ElboColumnName,
        ScoreColumnName = ScoreColumnName,
        PredictedLabelColumnName = PredictedLabelColumnName,
        ContributionsColumnName = ContributionsColumnName,
        ReconstructionColumnName = ReconstructionColumnName,
    };

    /// <summary>The columns that are added, in their order.</summary>
    internal IEnumerable<(Output Output, string Name)> Outputs()
    {
        (Output Output, string? Name)[] all =
        [
            (Output.Latent, LatentColumnName),
            (Output.LatentVariance, LatentVarianceColumnName),
            (Output.Elbo, ElboColumnName),
            (Output.Score, ScoreColumnName),
            (Output.PredictedLabel, PredictedLabelColumnName),
            (Output.Contributions, ContributionsColumnName),
            (Output.Reconstruction, ReconstructionColumnName),
        ];
        foreach ((Output output, string? name) in all)
            if (name is not null)
                yield return (output, name);
    }

    /// <exception cref="ArgumentException">The names are no good; the message says all that is wrong with them.</exception>
    internal void ThrowIfInvalid(string parameterName)
    {
        string[] violations = [.. Violations()];
        if (violations.Length > 0)
            throw new ArgumentException(string.Join(' ', violations), parameterName);
    }

    private IEnumerable<string> Violations()
    {
        string[] names = [.. Outputs().Select(column => column.Name)];
        if (string.IsNullOrEmpty(InputColumnName))
            yield return $"{nameof(InputColumnName)} must name a column; it is empty.";
        if (names.Length == 0)
            yield return "At least one output column must have a name; all are null.";
        if (names.Contains(""))
            yield return "Output columns' names must not be empty; leave a column out with null.";
        foreach (IGrouping<string, string> same in names.GroupBy(name => name).Where(group => group.Count() > 1))
            yield return $"Output columns' names must differ; '{same.Key}' is given {same.Count()} times.";
    }
}
