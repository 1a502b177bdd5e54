using System.Globalization;

namespace VaeMl.Cli.Csv;

/// <summary>How a file writes its cells.</summary>
/// <param name="Culture">The culture of its numbers.</param>
/// <param name="Separator">What parts the cells, or null to recognise it from the header line.</param>
/// <param name="Thousands">What parts a number's thousands, or null if only the cells can tell.</param>
/// <param name="Headless">Whether the first line is a row already, so that the columns are named c1, c2, ….</param>
internal sealed record CsvDialect(CultureInfo Culture, char? Separator, char? Thousands = null, bool Headless = false);
