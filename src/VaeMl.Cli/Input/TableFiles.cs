using VaeMl.Cli.Csv;

namespace VaeMl.Cli.Input;

/// <summary>Opens tables by their format.</summary>
internal static class TableFiles
{
    /// <summary>What can be opened, for help.</summary>
    public const string Description =
        "The rows: CSV under a header line, plain or gzip; - is the standard input. Blank cells, NA, null, - and their like are missing; "
        + "15.4 % is 0.154, yes and true are 1, signs of currencies say nothing.";

    /// <param name="path">The file, or "-".</param>
    /// <param name="dialect">How its cells are written.</param>
    /// <param name="standardInput">Opens the standard input.</param>
    /// <exception cref="InputException">It cannot be read, or has no header.</exception>
    public static TableFile Open(string path, CsvDialect dialect, Func<Stream> standardInput) =>
        CsvFile.Over(SourceStream.Open(path, standardInput), dialect);
}
