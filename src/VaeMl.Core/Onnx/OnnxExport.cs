using System.Text.Json.Serialization;
using VaeMl.Onnx;

namespace VaeMl;

/// <summary>
/// The names of an ONNX file's input and outputs, and the selection of outputs. N is the number of rows in a batch, d the number of features, q the number of
/// latent variables. An output whose name is null is omitted.
/// </summary>
/// <remarks>
/// For a row with an infinite value, or with all values missing, every output is NaN and <see cref="PredictedLabel"/> is true.
/// <see cref="VaeModel.Load(string)"/> needs <see cref="Elbo"/> and <see cref="Score"/>. A file without one of them holds only what its outputs
/// need, and is for other runtimes.
/// </remarks>
public sealed record OnnxExport
{
    /// <summary>The input, [N, d] of <see cref="InputType"/>, in the data's own units; NaN marks a missing value.</summary>
    /// <value>"Features".</value>
    public string Input { get; init; } = "Features";

    /// <summary>The element type of the input, for runtimes that pass their data without conversion.</summary>
    /// <value><see cref="OnnxInputType.Single"/>.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OnnxInputType InputType { get; init; }

    /// <summary>
    /// Whether the file has one input per column of the model's <see cref="VaeModel.Schema"/> instead of <see cref="Input"/>. Each is [N, 1] and has the column's
    /// name. Numbers and Booleans are float, with NaN for missing; categories string, with "" for missing; dates double, in seconds since 1970, with NaN for
    /// missing. Categories use LabelEncoder of ai.onnx.ml.
    /// </summary>
    /// <value>Null: true if the columns include a category or date and none of them has the name of an output.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool? Columns { get; init; }

    /// <summary>The posterior mean μ(x), float [N, q].</summary>
    /// <value>"Latent".</value>
    public string? Latent { get; init; } = "Latent";

    /// <summary>The posterior variance σ²(x), float [N, q].</summary>
    /// <value>Null: omitted.</value>
    public string? LatentVariance { get; init; }

    /// <summary>
    /// The evidence lower bound of the observed features, float [N, 1], in nats; higher is more normal. With <see cref="ScoreKind.ImportanceWeighted"/> it is
    /// the importance-weighted bound.
    /// </summary>
    /// <value>"Elbo".</value>
    public string? Elbo { get; init; } = "Elbo";

    /// <summary>The score, float [N, 1], in nats; higher is more anomalous.</summary>
    /// <value>"Score".</value>
    public string? Score { get; init; } = "Score";

    /// <summary>Whether the score is above the model's threshold, bool [N, 1].</summary>
    /// <value>"PredictedLabel".</value>
    public string? PredictedLabel { get; init; } = "PredictedLabel";

    /// <summary>Each feature's term minus its mean over the training set, float [N, d], in nats; 0 if missing. With <see cref="Columns"/>, summed by column.</summary>
    /// <value>Null: omitted.</value>
    public string? Contributions { get; init; }

    /// <summary>The latent term minus its mean over the training set, float [N, 1], in nats.</summary>
    /// <value>Null: omitted.</value>
    public string? LatentContribution { get; init; }

    /// <summary>The decoder's mean at z = μ(x), float [N, d], in the data's units. Missing features are imputed.</summary>
    /// <value>Null: omitted.</value>
    public string? Reconstruction { get; init; }

    /// <summary>Whether the file has one input per column; for an export resolved with <see cref="For"/>.</summary>
    internal bool TakesColumns => Columns is true;

    /// <summary>Whether the file holds the whole model.</summary>
    internal bool IsComplete => Elbo is not null && Score is not null;

    private IEnumerable<string> Outputs => new[]
    {
        Latent, LatentVariance, Elbo, Score, PredictedLabel, Contributions, LatentContribution, Reconstruction,
    }.OfType<string>();

    /// <summary>The export with all choices resolved for a model. Null for <see cref="Columns"/> then means a single input.</summary>
    /// <exception cref="ArgumentException">Column inputs are requested, but the model has no columns, or a column has the name of an output or a reserved one.</exception>
    internal OnnxExport For(TableSchema? schema)
    {
        if (Columns is false)
            return this with { Columns = null };
        string? taken = schema?.Columns.Select(column => column.Name).FirstOrDefault(name => Outputs.Contains(name) || name.StartsWith(OnnxGraph.Prefix, StringComparison.Ordinal));
        if (Columns is null)
            return schema is { IsNumbers: false } && taken is null ? this with { Columns = true } : this;
        if (schema is null)
            throw new ArgumentException("Columns is true, but the model was trained on features and has no schema; leave Columns out.");
        return taken is null
            ? this
            : throw new ArgumentException($"The model's column '{taken}' would be an input with a name that an output has or that is reserved; give the output another name, or set Columns to false.");
    }

    /// <summary>Describes each problem with the names in one sentence.</summary>
    internal IEnumerable<string> Violations()
    {
        if (!Enum.IsDefined(InputType))
            yield return $"{nameof(InputType)} must be one of {string.Join(", ", Enum.GetNames<OnnxInputType>())}; it is {InputType}.";
        if (!Outputs.Any())
            yield return "At least one output must have a name; all are null.";
        foreach (string? name in Outputs.Prepend(Input))
            if (string.IsNullOrEmpty(name))
                yield return "The input's and outputs' names must not be empty; set a name to null to leave the output out.";
            else if (name.StartsWith(OnnxGraph.Prefix, StringComparison.Ordinal))
                yield return $"Names must not start with '{OnnxGraph.Prefix}', which is reserved for internal names; one is '{name}'.";
        foreach (IGrouping<string, string> same in Outputs.Prepend(Input ?? "").GroupBy(name => name).Where(group => group.Count() > 1))
            yield return $"The input's and outputs' names must differ; '{same.Key}' is given {same.Count()} times.";
    }
}
