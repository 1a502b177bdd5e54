using VaeMl.Contracts;

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
    private readonly ColumnNames? _inputColumnNames;

    /// <summary>The features, in the data's own units; NaN where missing. Where <see cref="InputColumnNames"/> is given, only the input of an ONNX file bears this name.</summary>
    /// <remarks>
    /// A vector of known size, dense or sparse, or a scalar, which is one feature; of Single, of Double, which is rounded to Single (one beyond
    /// its range is an error in training and ±∞ in scoring), of Boolean (false is 0, true is 1) or of integers, which are rounded to Single beyond
    /// ±2²⁴ = ±16,777,216. Scoring takes any of them, whichever training saw. Text, a key or a date is read as one of <see cref="InputColumnNames"/>.
    /// </remarks>
    /// <value>"Features".</value>
    public string InputColumnName { get; init; } = "Features";

    /// <summary>Several columns of any of these types, in the order of the model's, in place of <see cref="InputColumnName"/>.</summary>
    /// <remarks>
    /// <para>Numbers, Booleans and vectors of them are as in <see cref="InputColumnName"/>; a vector's elements are columns named Column.slot.</para>
    /// <para>
    /// Text and keys are categories. Training finds their levels, at most 200; those in fewer than a thousandth of the rows count as one,
    /// <see cref="SchemaColumn.OtherLevels"/>. A key's level is its value or, where keys have none, its number. Empty text and key 0 are missing. A level
    /// that training did not have is scored as unseen.
    /// </para>
    /// <para>
    /// DateTime and DateTimeOffset, the latter on its own clock, become their time of day and day of the week, as far as these vary in training. The
    /// default value, the first instant of the year 1, is missing.
    /// </para>
    /// <para>Every column named is used: a category that is another one in every row, or dates of one time and weekday, are errors in training.</para>
    /// </remarks>
    /// <value>Null: one column of features.</value>
    public IReadOnlyList<string>? InputColumnNames
    {
        get => _inputColumnNames;
        init => _inputColumnNames = value is null ? null : new ColumnNames(value);
    }

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

    /// <summary>
    /// Each feature's term minus its mean over the training rows: Vector&lt;Single, d&gt;, in nats; 0 for a missing feature. With
    /// <see cref="InputColumnNames"/> the sum of each column's, one number for each column or element of a vector.
    /// </summary>
    public string? ContributionsColumnName { get; init; }

    /// <summary>
    /// The latent term minus its mean over the training rows: Single, in nats. With the contributions and <see cref="VaeModel.MeanTrainingScore"/> it
    /// adds up to the score.
    /// </summary>
    public string? LatentContributionColumnName { get; init; }

    /// <summary>
    /// The decoder's mean at z = μ(x): Vector&lt;Single, d&gt;, in the data's units; missing features are imputed. Of a category it is the number of
    /// the likeliest level in <see cref="VaeModel.FeatureLevels"/>, and of a date its features, named by the slots; <see cref="SchemaColumn.Describe"/>
    /// says them in words.
    /// </summary>
    public string? ReconstructionColumnName { get; init; }

    /// <summary>The names of the columns read.</summary>
    internal IReadOnlyList<string> InputNames => InputColumnNames ?? [InputColumnName];

    /// <summary>The names alone, with those of the inputs as what they turned out to be: a table, or a column of features.</summary>
    internal VaeColumns Reading(bool table) => table
        ? NamesOnly() with { InputColumnNames = InputNames }
        : NamesOnly() with { InputColumnName = InputNames[0], InputColumnNames = null };

    /// <summary>The names alone, without whatever a derived record adds.</summary>
    internal VaeColumns NamesOnly() => OutputColumn.All.Aggregate(
        new VaeColumns { InputColumnName = InputColumnName, InputColumnNames = InputColumnNames },
        (names, column) => column.Named(names, column.NameOf(this)));

    /// <summary>The columns that are added, in their order.</summary>
    internal IEnumerable<(OutputColumn Column, string Name)> Outputs()
    {
        foreach (OutputColumn column in OutputColumn.All)
            if (column.NameOf(this) is { } name)
                yield return (column, name);
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
        if (InputColumnNames is { Count: 0 })
            yield return $"{nameof(InputColumnNames)} must name at least one column, or be null.";
        if (InputColumnNames?.Any(string.IsNullOrEmpty) == true)
            yield return $"{nameof(InputColumnNames)} must name columns; one name is empty.";
        foreach (IGrouping<string, string> same in (InputColumnNames ?? []).Where(name => name is not null).GroupBy(name => name).Where(group => group.Count() > 1))
            yield return $"{nameof(InputColumnNames)} must differ; '{same.Key}' is given {same.Count()} times.";
        if (names.Length == 0)
            yield return "At least one output column must have a name; all are null.";
        if (names.Contains(""))
            yield return "Output columns' names must not be empty; leave a column out with null.";
        foreach (IGrouping<string, string> same in names.GroupBy(name => name).Where(group => group.Count() > 1))
            yield return $"Output columns' names must differ; '{same.Key}' is given {same.Count()} times.";
    }
}
