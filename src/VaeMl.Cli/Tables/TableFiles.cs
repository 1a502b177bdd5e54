using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Streams;

namespace VaeMl.Cli.Tables;

/// <summary>Opens tables by their format.</summary>
internal static class TableFiles
{
    /// <summary>What can be opened, for help.</summary>
    public const string Description =
        "The rows: CSV under a header line, JSON lines (.jsonl, .ndjson), either also gzip, or Parquet (.parquet); - is the standard input. Blank cells, NA, null, - and their like are missing; "
        + "15.4 % is 0.154, signs of currencies say nothing.";

    /// <param name="path">The file, or "-".</param>
    /// <param name="dialect">How its cells are written.</param>
    /// <param name="standardInput">Opens the standard input.</param>
    /// <param name="cancellation">Stops the waiting for what a pipe gives.</param>
    /// <exception cref="InputException">It cannot be read, or has no header.</exception>
    public static TableFile Open(string path, CsvDialect dialect, Func<Stream> standardInput, CancellationToken cancellation)
    {
        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
            return ParquetFile.Open(path, dialect, cancellation);
        return Over(SourceStream.Open(path, standardInput, cancellation), path, dialect);
    }

    /// <summary>Reads bytes, which it closes.</summary>
    /// <param name="stream">The bytes, of CSV or JSON lines.</param>
    /// <param name="path">Where they are from, which tells the format.</param>
    /// <param name="dialect">How the cells are written.</param>
    /// <exception cref="InputException">They cannot be read, or have no header.</exception>
    public static TableFile Over(SourceStream stream, string path, CsvDialect dialect)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        bool hasJson = name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase)
            || (path == SourceStream.Standard && stream.Head is [(byte)'{', ..]);
        if (!hasJson && stream.Head.StartsWith("PAR1"u8))
        {
            stream.Dispose();
            throw new InputException($"{stream.Name}: this is Parquet, which is read from a file whose name ends in .parquet");
        }
        return hasJson ? JsonLinesFile.Over(stream, dialect) : CsvFile.Over(stream, dialect);
    }
}
