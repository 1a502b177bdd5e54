namespace VaeMl.Cli.Inference;

/// <summary>A kind of column that the user specified.</summary>
/// <param name="Kind">The kind; null excludes the column.</param>
/// <param name="Elapsed">For a date, whether the days since the earliest date are a feature too.</param>
/// <param name="Grid">For a number, its grid.</param>
internal sealed record AskedKind(ColumnKind? Kind, bool Elapsed = false, AskedGrid Grid = AskedGrid.AsFound)
{
    /// <summary>The names of all kinds, for help and errors.</summary>
    public const string Names = "number|count|continuous|boolean|category|date|date+elapsed|skip";

    /// <summary>Parses the name of a kind; null if it does not exist.</summary>
    public static AskedKind? Parse(string name) => name switch
    {
        "number" => new AskedKind(ColumnKind.Number),
        "count" => new AskedKind(ColumnKind.Number, Grid: AskedGrid.Whole),
        "continuous" => new AskedKind(ColumnKind.Number, Grid: AskedGrid.None),
        "boolean" => new AskedKind(ColumnKind.Boolean),
        "category" => new AskedKind(ColumnKind.Category),
        "date" => new AskedKind(ColumnKind.DateTime),
        "date+elapsed" => new AskedKind(ColumnKind.DateTime, Elapsed: true),
        "skip" => new AskedKind((ColumnKind?)null),
        _ => null,
    };
}
