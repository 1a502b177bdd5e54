using System.CommandLine;
using System.Globalization;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;

namespace VaeMl.Cli.Options;

/// <summary>The flags that describe the format of a CSV file.</summary>
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
        Description = "The separator of cells [default: detected among comma, semicolon and tab]",
    };

    public Option<string> Thousands { get; } = new("--thousands")
    {
        HelpName = "character|space",
        Description = "The thousands separator of the file's numbers [default: detected where no other reading is possible]",
    };

    public Option<bool> NoHeader { get; } = new("--no-header")
    {
        Description = "There is no header: the first line is a row, and the columns are named c1, c2, …",
    };

    /// <summary>All CSV flags.</summary>
    public IReadOnlyList<Option> All => [Culture, Thousands, Separator, NoHeader];

    public CsvDialect Read(ParseResult parsed)
    {
        CultureInfo culture = ReadCulture(parsed.GetValue(Culture));
        char? thousands = ReadThousands(parsed.GetValue(Thousands));
        if (thousands is char mark && culture.NumberFormat.NumberDecimalSeparator.Contains(mark))
            throw new UsageException($"--thousands {mark}: this is the decimal mark; {(mark == '.' ? "give the --culture whose decimal mark is another, such as de-DE." : "leave one of --thousands and --culture out.")}");
        return new CsvDialect(culture, ReadSeparator(parsed.GetValue(Separator)), thousands, parsed.GetValue(NoHeader));
    }

    private static CultureInfo ReadCulture(string? name)
    {
        if (name is null || name.Equals("invariant", StringComparison.OrdinalIgnoreCase))
            return CultureInfo.InvariantCulture;
        try
        {
            // Ignore the user's regional overrides, so that a file is read in the same way on every machine.
            CultureInfo culture = new(CultureInfo.GetCultureInfo(name, predefinedOnly: true).Name, useUserOverride: false);
            // Some cultures write U+2212, which hardly any program can parse.
            culture.NumberFormat.NegativeSign = "-";
            return culture;
        }
        catch (CultureNotFoundException)
        {
            throw new UsageException($"--culture takes a name such as de-DE or en-US; '{name}' is not known here.");
        }
    }

    private static char? ReadThousands(string? text) => text switch
    {
        null => null,
        "space" => ' ',
        [var c] when !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '+' or '%' or '"') => c,
        _ => throw new UsageException($"--thousands takes space or one character other than a letter, digit or sign; '{text}' was given."),
    };

    private static char? ReadSeparator(string? text) => text switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        [var c and (>= ' ' and <= '~') and not '"'] => c,
        [> '~'] => throw new UsageException($"--separator takes an ASCII character; '{text}' was given."),
        _ => throw new UsageException($"--separator takes one character or tab; '{text}' was given."),
    };
}
