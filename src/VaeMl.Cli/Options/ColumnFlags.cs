using System.CommandLine;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Inference;

namespace VaeMl.Cli.Options;

/// <summary>The flags that describe the columns of a table.</summary>
internal sealed class ColumnFlags
{
    public Option<string> Label { get; } = new("--label")
    {
        HelpName = "column",
        Description = "The label column, 1 or true for anomalies. It is never used for training, only to report AUROC.",
    };

    public Option<string[]> Exclude { get; } = new("--exclude")
    {
        HelpName = "column …",
        Description = "Columns to exclude.",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string[]> Kind { get; } = new("--kind")
    {
        HelpName = "column=kind …",
        Description = $"Kinds of columns: {AskedKind.Names} [default: inferred from the cells]",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string[]> Elapsed { get; } = new("--elapsed")
    {
        HelpName = "column …",
        Description = "Date columns for which the days since the earliest date are a feature, in addition to the time of day and the day of the week.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>All column flags.</summary>
    public IReadOnlyList<Option> All => [Label, Exclude, Kind, Elapsed];

    /// <exception cref="UsageException">A kind does not exist, or the flags contradict each other about a column.</exception>
    public AskedColumns Read(ParseResult parsed)
    {
        Dictionary<string, AskedKind> kinds = new(StringComparer.Ordinal);
        foreach (string text in parsed.GetValue(Kind) ?? [])
        {
            // The name of a column may itself contain the equals sign.
            int sign = text.LastIndexOf('=');
            if (sign <= 0 || AskedKind.Parse(text[(sign + 1)..]) is not { } kind)
                throw new UsageException($"--kind takes column={AskedKind.Names}; '{text}' was given.");
            Add(text[..sign], kind);
        }
        foreach (string name in parsed.GetValue(Elapsed) ?? [])
        {
            kinds.TryGetValue(name, out AskedKind? earlier);
            if (earlier is { Kind: ColumnKind.DateTime })
                kinds.Remove(name);
            Add(name, new AskedKind(ColumnKind.DateTime, Elapsed: true));
        }
        foreach (string name in parsed.GetValue(Exclude) ?? [])
            Add(name, new AskedKind((ColumnKind?)null));
        return new AskedColumns(parsed.GetValue(Label), kinds);

        void Add(string name, AskedKind kind)
        {
            if (!kinds.TryAdd(name, kind) && kinds[name] != kind)
                throw new UsageException($"column '{name}' has conflicting settings in --kind, --elapsed and --exclude; give only one of them.");
        }
    }
}
