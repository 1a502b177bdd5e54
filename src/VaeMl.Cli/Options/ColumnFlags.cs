using System.CommandLine;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Inference;

namespace VaeMl.Cli.Options;

/// <summary>The flags that say what a table's columns are.</summary>
internal sealed class ColumnFlags
{
    public Option<string> Label { get; } = new("--label")
    {
        HelpName = "column",
        Description = "A column of labels, 1 or true for anomalies: never trained on, only used to report AUROC.",
    };

    public Option<string[]> Exclude { get; } = new("--exclude")
    {
        HelpName = "column …",
        Description = "Columns to leave out.",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string[]> Kind { get; } = new("--kind")
    {
        HelpName = "column=kind …",
        Description = $"What columns are taken for: {AskedKind.Names} [default: by their cells]",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string[]> Elapsed { get; } = new("--elapsed")
    {
        HelpName = "column …",
        Description = "Dates of which the days since the earliest are a feature, beside the time of day and the weekday.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [Label, Exclude, Kind, Elapsed];

    /// <exception cref="UsageException">A kind does not exist, or a column is said to be two things.</exception>
    public AskedColumns Read(ParseResult parsed)
    {
        Dictionary<string, AskedKind> kinds = new(StringComparer.Ordinal);
        foreach (string text in parsed.GetValue(Kind) ?? [])
        {
            // A column's name may hold the sign.
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
                throw new UsageException($"column '{name}' is said to be two things by --kind, --elapsed and --exclude; give one of them.");
        }
    }
}
