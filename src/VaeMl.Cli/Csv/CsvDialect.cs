using System.Globalization;

namespace VaeMl.Cli.Csv;

/// <summary>The format of a file's cells.</summary>
/// <param name="Culture">The culture of its numbers.</param>
/// <param name="Separator">The separator of cells; null to detect it from the header line.</param>
/// <param name="Thousands">The thousands separator; null to detect it from the cells.</param>
/// <param name="Headless">Whether the file has no header. The first line is then a row, and the columns are named c1, c2, ….</param>
internal sealed record CsvDialect(CultureInfo Culture, char? Separator, char? Thousands = null, bool Headless = false);
