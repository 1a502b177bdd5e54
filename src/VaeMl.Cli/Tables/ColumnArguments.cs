namespace VaeMl.Cli.Tables;

/// <summary>Spells the arguments that speak of columns, ready to be pasted behind a command.</summary>
internal static class ColumnArguments
{
    /// <summary>Leaves columns out.</summary>
    public static string Exclude(params IEnumerable<string> columns) => string.Join(' ', columns.Select(name => $"--exclude {Quoted(name)}"));

    /// <summary>Takes columns for one kind.</summary>
    public static string Kind(string kind, params IEnumerable<string> columns) => string.Join(' ', columns.Select(name => $"--kind {Quoted($"{name}={kind}")}"));

    private static string Quoted(string name) => name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '=') ? name : $"\"{name}\"";
}
