using System.Globalization;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Tables;

namespace VaeMl.Cli.Inference;

/// <summary>Decides what a column is, by what it holds or by what the user says.</summary>
/// <param name="name">The column's name.</param>
/// <param name="survey">What it holds.</param>
/// <param name="asked">What the user says, or null.</param>
internal sealed class ColumnInference(string name, ColumnSurvey survey, AskedKind? asked)
{
    /// <summary>Fewer rows cannot tell an identification.</summary>
    public const int LeastForIdentification = 20;

    /// <summary>From this share of numbers or dates on, the other cells are faults, which the reading will name.</summary>
    public const double Mostly = 0.9;

    /// <summary>Text whose frequent levels make up less is free.</summary>
    public const double LeastNamed = 0.05;

    /// <summary>Whether the levels of a column that was not counted whole decide.</summary>
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

    /// <summary>The column, or why it is left out.</summary>
    /// <exception cref="InputException">It cannot be what the user says.</exception>
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
            // Where a cell is no date, the reading will name it.
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
            return "an identification: whole numbers that rise from row to row";
        if (survey.IsConstant && survey.Observed > 1)
            return "constant: all values are the same";
        if (Kind == ColumnKind.DateTime && survey.IsDate && survey.Dates.Parts == DateParts.None)
            return $"its dates differ neither in the time of day nor in the weekday ({Range()}); --elapsed takes the days";
        if (Kind == ColumnKind.Category && many && survey.Levels.AllDistinct)
            return $"an identification: all {survey.Observed} values differ";
        if (Kind == ColumnKind.Category && survey.Levels.ShareNamed() < LeastNamed)
            return "free text: hardly any value comes up again and again";
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
