using System.Globalization;
using System.Text;
using VaeMl.Cli.Cells;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Tables;

namespace VaeMl.Tests.Cli;

/// <summary>Cells read as they stand in the file, beside the same cells read as text.</summary>
public sealed class RawCellTests
{
    private static readonly int[] _columns = [2, 0, 3, 1];

    private static readonly string[] _odd =
        ["", " ", "NA", "-", "x", "1 2", "--1", "+5", "1.", ".5", "-.", "1..2", "1e5", "1E-3", "1e39", "0x10", "0", "-0", "1", "7 ", " 7", "\t7", "7\u00a0", "−3", "1_0", "5\"",
        "16777217", "4294967297", "00000000000001.5", "0.1234567890123456789", "1,234.5", "1.234,5", "9,000", "15%", "$5", "€7", "true", "no", "۱", "1٫5", "(5)", "nan", "inf"];

    [Theory]
    [InlineData("", ',', "\n")]
    [InlineData("", ';', "\r\n")]
    [InlineData("de-DE", ';', "\n")]
    [InlineData("fa-IR", '\t', "\r")]
    public void CellsHaveTheValuesOfTheirTexts(string name, char separator, string lineBreak)
    {
        Random random = new(1);
        CultureInfo culture = CultureInfo.GetCultureInfo(name);
        CsvDialect dialect = new(culture, separator);
        for (int table = 0; table < 100; table++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Table(random, culture, separator, lineBreak));
            using CsvFile raw = CsvFile.Over(new MemoryStream(bytes), "data.csv", dialect), text = CsvFile.Over(new MemoryStream(bytes), "data.csv", dialect);
            NumberColumn[] rawReaders = Readers(culture), textReaders = Readers(culture);
            float[] actual = new float[_columns.Length], expected = new float[_columns.Length];
            while (text.Read())
            {
                Assert.True(raw.Read());
                int read = 0;
                while (read < _columns.Length && textReaders[read].TryRead(text[_columns[read]], text.Line, out expected[read]))
                    read++;
                Assert.Equal(read, raw.ReadValues(_columns, rawReaders, actual));
                Assert.Equal(expected[..read].Select(BitConverter.SingleToInt32Bits), actual[..read].Select(BitConverter.SingleToInt32Bits));
                Assert.Equal(textReaders.Select(reader => (reader.Problem, reader.Ambiguous)), rawReaders.Select(reader => (reader.Problem, reader.Ambiguous)));
            }
            Assert.False(raw.Read());
        }
    }

    /// <summary>Plain numbers for the most part: odd cells are then met in columns that have seen many.</summary>
    private static string Table(Random random, CultureInfo culture, char separator, string lineBreak)
    {
        StringBuilder text = new(string.Join(separator, "a", "b", "c", "d") + lineBreak);
        for (int row = random.Next(40); row > 0; row--)
            text.AppendJoin(separator, Enumerable.Range(0, 4).Select(_ => Cell(random, culture, separator))).Append(lineBreak);
        return text.ToString();
    }

    private static string Cell(Random random, CultureInfo culture, char separator)
    {
        string cell = random.Next(12) == 0
            ? _odd[random.Next(_odd.Length)]
            : ((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 9))).ToString($"F{random.Next(9)}", culture);
        return cell.Contains(separator) || random.Next(20) == 0 ? $" \"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    private static NumberColumn[] Readers(CultureInfo culture) => [.. _columns.Select(_ => new NumberColumn(culture, thousands: null))];
}
