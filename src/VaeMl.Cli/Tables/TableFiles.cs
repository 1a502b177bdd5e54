using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Streams;

namespace VaeMl.Cli.Tables;

/// <summary>Opens tables by their format.</summary>
internal static class TableFiles
{
    /// <summary>The supported formats, for help.</summary>
    public const string Description =
        "The rows: CSV with a header line or JSON lines (.jsonl, .ndjson), also compressed with gzip, or Parquet (.parquet); - for standard input. Blank cells, NA, null, - and the like are missing values; "
        + "15.4 % is read as 0.154; currency signs are ignored.";

    /// <param name="path">The file, or "-".</param>
    /// <param name="dialect">The format of its cells.</param>
    /// <param name="standardInput">Opens standard input.</param>
    /// <param name="cancellation">Cancels waiting for a pipe.</param>
    /// <exception cref="InputException">The file cannot be read, or has no header.</exception>
    public static TableFile Open(string path, CsvDialect dialect, Func<Stream> standardInput, CancellationToken cancellation)
    {
        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
            return ParquetFile.Open(path, dialect, cancellation);
        return Over(SourceStream.Open(path, standardInput, cancellation), path, dialect);
    }

    /// <summary>Reads a table from a stream, which it closes.</summary>
    /// <param name="stream">The stream, with CSV or JSON lines.</param>
    /// <param name="path">The path of the file, whose extension tells the format.</param>
    /// <param name="dialect">The format of the cells.</param>
    /// <exception cref="InputException">The stream cannot be read, or has no header.</exception>
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
