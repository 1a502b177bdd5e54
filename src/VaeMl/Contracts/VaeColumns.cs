using VaeMl.Contracts;

namespace VaeMl;

/// <summary>
/// The columns that a <see cref="VaeTransformer"/> reads and adds, by name. An output column whose name is null is not added. d is the number of
/// features, q the number of latent variables.
/// </summary>
/// <remarks>
/// A row that contains ±∞, or has no observed value, cannot be scored. Its added columns are NaN, except that <see cref="PredictedLabelColumnName"/>
/// is true.
/// </remarks>
public record VaeColumns
{
    private readonly ColumnNames? _inputColumnNames;

    /// <summary>
    /// The column of features, in their original units; NaN where missing. If <see cref="InputColumnNames"/> is given, this is only the name of the input
    /// of an ONNX file.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The column is a vector of known size, dense or sparse, or a scalar, which is one feature. Its values are Single, Double, Boolean (false is 0, true
    /// is 1) or integers. Double is rounded to Single; a value beyond the range of Single is an error in training and becomes ±∞ in scoring. Integers
    /// beyond ±2²⁴ = ±16,777,216 are rounded to Single. Scoring accepts any of these types, whichever one was used in training.
    /// </para>
    /// <para>A column of text, keys or dates is read as if it were listed in <see cref="InputColumnNames"/>.</para>
    /// </remarks>
    /// <value>"Features".</value>
    public string InputColumnName { get; init; } = "Features";

    /// <summary>Several input columns, in place of <see cref="InputColumnName"/>. For a trained model, list them in the model's order.</summary>
    /// <remarks>
    /// <para>
    /// Numbers, Booleans and vectors of them are read as described for <see cref="InputColumnName"/>. Each element of a vector is a column named
    /// Column.slot.
    /// </para>
    /// <para>
    /// Text and keys are categories. Training finds their levels, at most 200. Rare levels are merged into one, <see cref="SchemaColumn.OtherLevels"/>, if
    /// there are several: those that occur once, or in fewer than a thousandth of the observed values. The level of a key is its key value or, if the
    /// column has no key values, its number. Empty text and key 0 are missing. A level that does not occur in the training set counts as
    /// <see cref="SchemaColumn.OtherLevels"/> if the column has it; otherwise it costs about 14 nats.
    /// </para>
    /// <para>
    /// DateTime and DateTimeOffset become the time of day and the day of the week, as far as these vary in the training set. DateTimeOffset is read in
    /// its own time zone. The default value, the first instant of year 1, is missing.
    /// </para>
    /// <para>
    /// Every column listed is used. It is an error in training if a category has a different level in every row, or if all dates have the same time of
    /// day and the same day of the week.
    /// </para>
    /// </remarks>
    /// <value>Null: a single column of features.</value>
    public IReadOnlyList<string>? InputColumnNames
    {
        get => _inputColumnNames;
        init => _inputColumnNames = value is null ? null : new ColumnNames(value);
    }

    /// <summary>The latent mean μ(x): Vector&lt;Single, q&gt;.</summary>
    public string? LatentColumnName { get; init; }

    /// <summary>The latent variance σ²(x): Vector&lt;Single, q&gt;.</summary>
    public string? LatentVarianceColumnName { get; init; }

    /// <summary>
    /// The evidence lower bound (ELBO) of the observed features: Single, in nats; higher is more normal. With <see cref="ScoreKind.ImportanceWeighted"/> it is
    /// the importance-weighted bound.
    /// </summary>
    public string? ElboColumnName { get; init; }

    /// <summary>
    /// The anomaly score chosen by <see cref="VaeOptions.Score"/>, by default −ELBO, plus, for each missing feature, its mean term over the training set.
    /// Single, in nats; higher is more anomalous.
    /// </summary>
    public string? ScoreColumnName { get; init; }

    /// <summary>Whether the score is above the model's threshold: Boolean.</summary>
    public string? PredictedLabelColumnName { get; init; }

    /// <summary>
    /// What each feature contributes to the score: its term minus its mean over the training set. Vector&lt;Single, d&gt;, in nats; 0 for a missing
    /// feature. With <see cref="InputColumnNames"/> there is one number for each column or vector element, the sum over its features.
    /// </summary>
    public string? ContributionsColumnName { get; init; }

    /// <summary>
    /// The latent term minus its mean over the training set: Single, in nats. The score is the sum of this column, the contributions and
    /// <see cref="VaeModel.MeanTrainingScore"/>.
    /// </summary>
    public string? LatentContributionColumnName { get; init; }

    /// <summary>
    /// The reconstruction, the decoder's mean at z = μ(x): Vector&lt;Single, d&gt;, in the original units; missing features are imputed. For a category it
    /// is the number of the most likely level in <see cref="VaeModel.FeatureLevels"/>. For a date it is the date's features; the slot names tell which
    /// is which. <see cref="SchemaColumn.Describe"/> formats them as text.
    /// </summary>
    public string? ReconstructionColumnName { get; init; }

    /// <summary>The names of the input columns.</summary>
    internal IReadOnlyList<string> InputNames => InputColumnNames ?? [InputColumnName];

    /// <summary>A copy with the column names only, whose inputs are set either as a table or as one column of features, as they turned out to be.</summary>
    internal VaeColumns Reading(bool table) => table
        ? NamesOnly() with { InputColumnNames = InputNames }
        : NamesOnly() with { InputColumnName = InputNames[0], InputColumnNames = null };

    /// <summary>A copy with the column names only, without what a derived record adds.</summary>
    internal VaeColumns NamesOnly() => OutputColumn.All.Aggregate(
        new VaeColumns { InputColumnName = InputColumnName, InputColumnNames = InputColumnNames },
        (names, column) => column.Named(names, column.NameOf(this)));

    /// <summary>The columns to add, in order.</summary>
    internal IEnumerable<(OutputColumn Column, string Name)> Outputs()
    {
        foreach (OutputColumn column in OutputColumn.All)
            if (column.NameOf(this) is { } name)
                yield return (column, name);
    }

    /// <exception cref="ArgumentException">Names are invalid; the message lists every violation.</exception>
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
        if (InputColumnNames is { Count: 0 })
            yield return $"{nameof(InputColumnNames)} must name at least one column, or be null.";
        if (InputColumnNames?.Any(string.IsNullOrEmpty) == true)
            yield return $"{nameof(InputColumnNames)} must name columns; one name is empty.";
        foreach (IGrouping<string, string> same in (InputColumnNames ?? []).Where(name => name is not null).GroupBy(name => name).Where(group => group.Count() > 1))
            yield return $"{nameof(InputColumnNames)} must differ; '{same.Key}' is given {same.Count()} times.";
        if (names.Length == 0)
            yield return "At least one output column must have a name; all are null.";
        if (names.Contains(""))
            yield return "Output columns' names must not be empty; set a name to null to leave the column out.";
        foreach (IGrouping<string, string> same in names.GroupBy(name => name).Where(group => group.Count() > 1))
            yield return $"Output columns' names must differ; '{same.Key}' is given {same.Count()} times.";
    }
}
