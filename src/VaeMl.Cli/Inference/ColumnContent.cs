using System.Globalization;
using VaeMl.Messages;

namespace VaeMl.Cli.Inference;

/// <summary>Describes the content of a column in a few words.</summary>
internal static class ColumnContent
{
    private const int MostLevels = 5, LongestLevel = 24;

    /// <summary>Describes the levels of a category or the parts of a date.</summary>
    public static string Describe(SchemaColumn column) => column.Kind switch
    {
        ColumnKind.Boolean => "true, false",
        ColumnKind.Category => $"{Counted.Format(column.Levels!.Count, "level")}: {string.Join(", ", column.Levels.Take(MostLevels).Select(Shortened))}{(column.Levels.Count > MostLevels ? ", …" : "")}",
        ColumnKind.DateTime => string.Join(", ", Parts(column)),
        _ => column.Step is 0 or 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"in steps of {column.Step}"),
    };

    /// <summary>The name of a column's kind, as flags accept it.</summary>
    public static string KindOf(SchemaColumn column) => column.Kind switch
    {
        ColumnKind.Number when column.Step == 1 => "count",
        ColumnKind.Boolean => "boolean",
        ColumnKind.Category => "category",
        ColumnKind.DateTime => "date",
        _ => "number",
    };

    private static IEnumerable<string> Parts(SchemaColumn column)
    {
        if (column.Parts.HasFlag(DateParts.TimeOfDay))
            yield return "time of day";
        if (column.Parts.HasFlag(DateParts.DayOfWeek))
            yield return "weekday";
        if (column.Parts.HasFlag(DateParts.Elapsed))
            yield return string.Create(CultureInfo.InvariantCulture, $"days since {column.Origin:yyyy-MM-dd}");
    }

    private static string Shortened(string level) => (level.Length <= LongestLevel ? level : level[..LongestLevel] + "…").ReplaceLineEndings(" ");
}
