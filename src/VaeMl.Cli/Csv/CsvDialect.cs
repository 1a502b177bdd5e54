using System.Globalization;

namespace VaeMl.Cli.Csv;

/// <summary>How a CSV file writes its cells.</summary>
/// <param name="Culture">The culture of its numbers.</param>
/// <param name="Separator">What parts the cells, or null to recognise it from the header line.</param>
internal sealed record CsvDialect(CultureInfo Culture, char? Separator);
