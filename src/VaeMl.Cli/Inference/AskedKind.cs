namespace VaeMl.Cli.Inference;

/// <summary>What the user takes a column for.</summary>
/// <param name="Kind">Its kind; null leaves it out.</param>
/// <param name="Elapsed">Whether the days since the earliest date are a feature too.</param>
/// <param name="Grid">Whether a number's grid is a matter of the file, or which it is.</param>
internal sealed record AskedKind(ColumnKind? Kind, bool Elapsed = false, AskedGrid Grid = AskedGrid.AsFound)
{
    /// <summary>The names of all, for help and errors.</summary>
    public const string Names = "number|count|continuous|boolean|category|date|date+elapsed|skip";

    /// <summary>The kind of a name, or null.</summary>
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
