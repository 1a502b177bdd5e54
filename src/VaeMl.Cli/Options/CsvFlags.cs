using System.CommandLine;
using System.Globalization;
using VaeMl.Cli.Csv;

namespace VaeMl.Cli.Options;

/// <summary>The flags that say how a CSV file is written.</summary>
internal sealed class CsvFlags
{
    public Option<string> Culture { get; } = new("--culture")
    {
        HelpName = "name",
        Description = "The culture of the file's numbers, such as de-DE for decimal commas [default: invariant]",
    };

    public Option<string> Separator { get; } = new("--separator")
    {
        HelpName = "character|tab",
        Description = "What parts the cells [default: recognised among comma, semicolon and tab]",
    };

    public CsvDialect Read(ParseResult parsed) => new(ReadCulture(parsed.GetValue(Culture)), ReadSeparator(parsed.GetValue(Separator)));

    private static CultureInfo ReadCulture(string? name)
    {
        if (name is null || name.Equals("invariant", StringComparison.OrdinalIgnoreCase))
            return CultureInfo.InvariantCulture;
        try
        {
            // Not the user's own overrides: a file reads the same on every machine.
            CultureInfo culture = new(CultureInfo.GetCultureInfo(name, predefinedOnly: true).Name, useUserOverride: false);
            // Some cultures print U+2212, which hardly any program reads back.
            culture.NumberFormat.NegativeSign = "-";
            return culture;
        }
        catch (CultureNotFoundException)
        {
            throw new UsageException($"--culture takes a name such as de-DE or en-US; '{name}' is not known here.");
        }
    }

    private static char? ReadSeparator(string? text) => text switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        [var c and not ('"' or '\r' or '\n')] => c,
        _ => throw new UsageException($"--separator takes one character or tab; '{text}' was given."),
    };
}
