namespace VaeMl.Cli.Inference;

/// <summary>What the user takes a column for.</summary>
/// <param name="Kind">Its kind; null leaves it out.</param>
/// <param name="Elapsed">Whether the days since the earliest date are a feature too.</param>
internal sealed record AskedKind(ColumnKind? Kind, bool Elapsed = false)
{
    /// <summary>The names of all, for help and errors.</summary>
    public const string Names = "number|boolean|category|date|date+elapsed|skip";

    /// <summary>The kind of a name, or null.</summary>
    public static AskedKind? Of(string name) => name switch
    {
        "number" => new AskedKind(ColumnKind.Number),
        "boolean" => new AskedKind(ColumnKind.Boolean),
        "category" => new AskedKind(ColumnKind.Category),
        "date" => new AskedKind(ColumnKind.DateTime),
        "date+elapsed" => new AskedKind(ColumnKind.DateTime, Elapsed: true),
        "skip" => new AskedKind((ColumnKind?)null),
        _ => null,
    };
}
