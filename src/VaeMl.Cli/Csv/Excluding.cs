namespace VaeMl.Cli.Csv;

/// <summary>Spells the arguments that leave columns out, ready to be pasted behind a command.</summary>
internal static class Excluding
{
    public static string Of(params IEnumerable<string> columns) => string.Join(' ', columns.Select(name => $"--exclude {Quoted(name)}"));

    private static string Quoted(string name) => name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.') ? name : $"\"{name}\"";
}
