namespace VaeMl.Cli.Tables;

/// <summary>Writes command-line arguments about columns, ready to be pasted after a command.</summary>
internal static class ColumnArguments
{
    /// <summary>Arguments that exclude columns.</summary>
    public static string Exclude(params IEnumerable<string> columns) => string.Join(' ', columns.Select(name => $"--exclude {Quoted(name)}"));

    /// <summary>Arguments that set the kind of columns.</summary>
    public static string Kind(string kind, params IEnumerable<string> columns) => string.Join(' ', columns.Select(name => $"--kind {Quoted($"{name}={kind}")}"));

    private static string Quoted(string name) => name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '=') ? name : $"\"{name}\"";
}
