using System.Text.Json.Serialization;
using VaeMl.Onnx;

namespace VaeMl;

/// <summary>
/// What an ONNX file's input and outputs are called, and which outputs it has. N is the number of rows in a batch, d of features, q of latent
/// variables; an output whose name is null is left out.
/// </summary>
/// <remarks>
/// A row with ±∞ in it, or with nothing observed, yields NaN in every output and true in <see cref="PredictedLabel"/>.
/// <see cref="VaeModel.Load(string)"/> needs <see cref="Elbo"/> and <see cref="Score"/>: a file without one of them holds only what its outputs
/// need, and is for other runtimes.
/// </remarks>
public sealed record OnnxExport
{
    /// <summary>The input, [N, d] of <see cref="InputType"/>, in the data's own units; NaN where missing.</summary>
    /// <value>"Features".</value>
    public string Input { get; init; } = "Features";

    /// <summary>The input's element type, for a runtime that hands over its data as they are.</summary>
    /// <value><see cref="OnnxInputType.Single"/>, which a file need not mention.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OnnxInputType InputType { get; init; }

    /// <summary>The latent mean μ(x), float [N, q].</summary>
    /// <value>"Latent".</value>
    public string? Latent { get; init; } = "Latent";

    /// <summary>The latent variance σ²(x), float [N, q].</summary>
    /// <value>Null: left out.</value>
    public string? LatentVariance { get; init; }

    /// <summary>The evidence lower bound of the observed features, float [N, 1], in nats; higher is more usual.</summary>
    /// <value>"Elbo".</value>
    public string? Elbo { get; init; } = "Elbo";

    /// <summary>The score, float [N, 1], in nats; higher is more anomalous.</summary>
    /// <value>"Score".</value>
    public string? Score { get; init; } = "Score";

    /// <summary>Whether the score lies above the model's threshold, bool [N, 1].</summary>
    /// <value>"PredictedLabel".</value>
    public string? PredictedLabel { get; init; } = "PredictedLabel";

    /// <summary>Each feature's term minus its training mean, float [N, d], in nats; 0 for a missing feature.</summary>
    /// <value>Null: left out.</value>
    public string? Contributions { get; init; }

    /// <summary>The latent term minus its training mean, float [N, 1], in nats.</summary>
    /// <value>Null: left out.</value>
    public string? LatentContribution { get; init; }

    /// <summary>The decoder's mean at z = μ(x), float [N, d], in the data's units; missing features are imputed.</summary>
    /// <value>Null: left out.</value>
    public string? Reconstruction { get; init; }

    /// <summary>Whether the file holds all of the model.</summary>
    internal bool IsComplete => Elbo is not null && Score is not null;

    private IEnumerable<string> Outputs => new[]
    {
        Latent, LatentVariance, Elbo, Score, PredictedLabel, Contributions, LatentContribution, Reconstruction,
    }.OfType<string>();

    /// <summary>What is wrong with the names, each in one sentence.</summary>
    internal IEnumerable<string> Violations()
    {
        if (!Enum.IsDefined(InputType))
            yield return $"{nameof(InputType)} must be one of {string.Join(", ", Enum.GetNames<OnnxInputType>())}; it is {InputType}.";
        if (!Outputs.Any())
            yield return "At least one output must have a name; all are null.";
        foreach (string? name in Outputs.Prepend(Input))
            if (string.IsNullOrEmpty(name))
                yield return "The input's and outputs' names must not be empty; leave an output out with null.";
            else if (name.StartsWith(OnnxGraph.Prefix, StringComparison.Ordinal))
                yield return $"Names must not start with '{OnnxGraph.Prefix}', which the file's own names do; one is '{name}'.";
        foreach (IGrouping<string, string> same in Outputs.Prepend(Input ?? "").GroupBy(name => name).Where(group => group.Count() > 1))
            yield return $"The input's and outputs' names must differ; '{same.Key}' is given {same.Count()} times.";
    }
}
