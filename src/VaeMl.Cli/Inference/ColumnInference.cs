using System.Globalization;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Tables;

namespace VaeMl.Cli.Inference;

/// <summary>Decides the kind of a column, from its cells or from what the user specified.</summary>
/// <param name="name">The name of the column.</param>
/// <param name="survey">The statistics of its cells.</param>
/// <param name="asked">The kind that the user specified, or null.</param>
internal sealed class ColumnInference(string name, ColumnSurvey survey, AskedKind? asked)
{
    /// <summary>The minimum number of rows for recognising a column of IDs.</summary>
    public const int LeastForIdentification = 20;

    /// <summary>The share of numbers or dates from which on the other cells are errors, which reading will report.</summary>
    public const double Mostly = 0.9;

    /// <summary>If the frequent levels cover a smaller share of the cells, the column is free text.</summary>
    public const double LeastNamed = 0.05;

    /// <summary>Whether the decision needs levels that were not all counted.</summary>
    public bool NeedsLevels => survey.LacksLevels && Kind == ColumnKind.Category;

    private double Step => (asked?.Grid ?? AskedGrid.AsFound) switch
    {
        AskedGrid.Whole => 1,
        AskedGrid.None => 0,
        _ => survey.Grid.Step,
    };

    private ColumnKind Kind => asked?.Kind
        ?? (survey.IsBoolean ? ColumnKind.Boolean
            : survey.Numbers >= Mostly * survey.Observed ? ColumnKind.Number
            : survey.Dates.Count >= Mostly * survey.Observed ? ColumnKind.DateTime
            : ColumnKind.Category);

    /// <summary>Plans the column: its kind, or the reason why it is excluded.</summary>
    /// <exception cref="InputException">The column cannot be of the kind that the user specified.</exception>
    public ColumnPlan Plan(int column, string file)
    {
        if ((asked is null ? LeftOut() : null) is { } reason)
            return new ColumnPlan(column, name, null, reason, survey.Missing);
        return Kind switch
        {
            ColumnKind.Boolean => Kept(SchemaColumn.Boolean(name), "true, false"),
            ColumnKind.Category => Category(),
            ColumnKind.DateTime => Date(),
            _ => Number(),
        };

        ColumnPlan Kept(SchemaColumn kept, string content) => new(column, name, kept, content, survey.Missing);

        ColumnPlan Number()
        {
            SchemaColumn number = Step is > 0 and double step ? SchemaColumn.Number(name, step) : SchemaColumn.Number(name);
            string range = survey.Least <= survey.Greatest ? Invariant($"{survey.Least} to {survey.Greatest}") : "";
            return Kept(number, ColumnContent.Describe(number) is { Length: > 0 } steps ? $"{range} {steps}" : range);
        }

        ColumnPlan Category()
        {
            if (survey.Observed == 0)
                throw new InputException($"{file}, column '{name}': a category needs a level, and no cell has a value. To leave it out: {ColumnArguments.Exclude(name)}");
            SchemaColumn category = SchemaColumn.Category(name, survey.Levels.Levels());
            return Kept(category, ColumnContent.Describe(category));
        }

        ColumnPlan Date()
        {
            // If a cell is not a date, reading will report it.
            DateParts parts = survey.IsDate ? survey.Dates.Parts : DateParts.TimeOfDay | DateParts.DayOfWeek;
            if (asked is { Elapsed: true })
                parts |= DateParts.Elapsed;
            if (parts == DateParts.None)
                throw new InputException($"{file}, column '{name}': its dates differ neither in the time of day nor in the weekday. For the days since the earliest: {ColumnArguments.Kind("date+elapsed", name)}");
            SchemaColumn date = SchemaColumn.Date(name, parts, asked is { Elapsed: true } && survey.Dates.Count > 0 ? survey.Dates.Earliest : default);
            return Kept(date, survey.Dates.Count == 0 ? "" : $"{Range()}: {ColumnContent.Describe(date)}");
        }
    }

    private string? LeftOut()
    {
        if (survey.Observed == 0)
            return "empty: no cell has a value";
        bool many = survey.Observed >= LeastForIdentification;
        if (Kind == ColumnKind.Number && many && survey.Rises)
            return "an ID: whole numbers that increase from row to row";
        if (survey.IsConstant && survey.Observed > 1)
            return "constant: all values are the same";
        if (Kind == ColumnKind.DateTime && survey.IsDate && survey.Dates.Parts == DateParts.None)
            return $"its dates differ neither in the time of day nor in the weekday ({Range()}); --elapsed takes the days";
        if (Kind == ColumnKind.Category && many && survey.Levels.AllDistinct)
            return $"an ID: all {survey.Observed} values differ";
        if (Kind == ColumnKind.Category && survey.Levels.ShareNamed() < LeastNamed)
            return "free text: hardly any value repeats";
        return null;
    }

    private string Range()
    {
        (DateTime first, DateTime last) = (survey.Dates.Earliest, survey.Dates.Latest);
        string format = last.Date == DateTime.MinValue ? "HH:mm" : first.TimeOfDay == default && last.TimeOfDay == default ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm";
        return $"{first.ToString(format, CultureInfo.InvariantCulture)} to {last.ToString(format, CultureInfo.InvariantCulture)}";
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
