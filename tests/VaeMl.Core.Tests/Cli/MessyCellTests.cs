using System.Globalization;
using System.Text;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Features;
using VaeMl.Cli.Tables;

namespace VaeMl.Tests.Cli;

/// <summary>What cells mean, as files have them.</summary>
public sealed class MessyCellTests
{
    private const string Missing = "missing";

    [Theory]
    // Numbers.
    [InlineData("7", "7")]
    [InlineData(" -2.5e3 ", "-2500")]
    [InlineData("+.5", "0.5")]
    [InlineData("007", "7")]
    [InlineData("1e39", "Infinity")]
    [InlineData("−3", "-3")]
    [InlineData("0.1234567890123456789", "0.12345679")]
    // Thousands.
    [InlineData("1,234,567", "1234567")]
    [InlineData("-1,234.5", "-1234.5")]
    [InlineData("9\u00a0000", "9000")]
    [InlineData("9'000.25", "9000.25")]
    [InlineData("9,000", "'9,000' is 9000 if its comma separates thousands, 9 if it is a decimal comma, and no cell of the column tells which. Give --thousands , for the first, --culture de-DE for the second.")]
    [InlineData("$9,125", "'$9,125' is 9125 if its comma separates thousands, 9.125 if it is a decimal comma")]
    [InlineData("1,5", "'1,5' is not a number. Decimal commas are read with --culture de-DE")]
    [InlineData("0,125", "'0,125' is not a number. Decimal commas are read with --culture de-DE")]
    [InlineData("1234,567", "'1234,567' is not a number. Decimal commas are read with --culture de-DE")]
    [InlineData("12,34,567", "'12,34,567' is not a number. To read the column as a category: --kind a=category; to leave it out: --exclude a")]
    [InlineData("1 234", "'1 234' is not a number. To read the column as a category: --kind a=category; to leave it out: --exclude a")]
    // Percentages and money.
    [InlineData("15.4%", "0.154")]
    [InlineData("-3 %", "-0.03")]
    [InlineData("%50", "0.5")]
    [InlineData("1,250.5%", "12.505")]
    [InlineData("$50.10", "50.1")]
    [InlineData("€ 3", "3")]
    [InlineData("3,000,000 ₹", "3000000")]
    [InlineData("-£5", "-5")]
    [InlineData("£-5", "-5")]
    [InlineData("($1,234.50)", "-1234.5")]
    [InlineData("(5)", "'(5)' is not a number. To read the column as a category: --kind a=category; to leave it out: --exclude a")]
    [InlineData("5 USD", "'5 USD' is not a number. To read the column as a category: --kind a=category; to leave it out: --exclude a")]
    [InlineData("$", "'$' is not a number. To read the column as a category: --kind a=category; to leave it out: --exclude a")]
    // What is missing.
    [InlineData("", Missing)]
    [InlineData("  ", Missing)]
    [InlineData("-", Missing)]
    [InlineData("--", Missing)]
    [InlineData("—", Missing)]
    [InlineData("null", Missing)]
    [InlineData("N/A", Missing)]
    [InlineData("n/a", Missing)]
    [InlineData("#N/A", Missing)]
    [InlineData("nan", Missing)]
    [InlineData("None", Missing)]
    [InlineData("\\N", Missing)]
    [InlineData("#DIV/0!", Missing)]
    // Truth.
    [InlineData("TRUE", "1")]
    [InlineData("false", "0")]
    [InlineData("Yes", "1")]
    [InlineData("no", "0")]
    // Everything else is text.
    [InlineData("x", "'x' is not a number. To read the column as a category: --kind a=category; to leave it out: --exclude a")]
    [InlineData("1 2", "'1 2' is not a number. To read the column as a category: --kind a=category; to leave it out: --exclude a")]
    [InlineData("1.2.3", "'1.2.3' is not a number. To read the column as a category: --kind a=category; to leave it out: --exclude a")]
    [InlineData("12/31/2024", "'12/31/2024' is not a number. To read the column as a category: --kind a=category; to leave it out: --exclude a")]
    [InlineData("5\"", "'5\"' is not a number. To read the column as a category: --kind a=category; to leave it out: --exclude a")]
    public void ACellIsANumberMissingOrAnError(string cell, string outcome) => AssertOutcome(outcome, [cell], CultureInfo.InvariantCulture, null);

    [Theory]
    [InlineData("de-DE", null, "1.234,5", "1234.5")]
    [InlineData("de-DE", null, "9.000", "'9.000' is 9000 if its point separates thousands, 9 if it is a decimal point, and no cell of the column tells which. Give --thousands . for the first, no --culture for the second.")]
    [InlineData("de-DE", '.', "9.000", "9000")]
    [InlineData("de-DE", null, "9,000", "9")]
    [InlineData("de-DE", null, "15,4 %", "0.154")]
    [InlineData("de-CH", null, "9’000.5", "9000.5")]
    [InlineData("fr-FR", null, "9\u202f000,5", "9000.5")]
    [InlineData("", ',', "9,000", "9000")]
    [InlineData("", ' ', "1 234", "1234")]
    [InlineData("", ',', "12,34,567", "1234567")]
    [InlineData("", ',', "1,5", "'1,5' does not fit. Its digits are not in groups of three, as --thousands , requires; correct the cell, or leave the flag out.")]
    public void CultureAndThousandsDecide(string culture, char? thousands, string cell, string outcome) =>
        AssertOutcome(outcome, [cell], CultureInfo.GetCultureInfo(culture), thousands);

    [Theory]
    [InlineData("9,000|1,234.5", "9000")]
    [InlineData("9,000|1,000,000", "9000")]
    [InlineData("9,000|9,5", "'9,5' is not a number. Decimal commas are read with --culture de-DE")]
    [InlineData("1,234.5|9,5", "'9,5' does not fit. The column's numbers use thousands separators, as in '1,234.5' in line 2; correct the cell.")]
    [InlineData("15.4%|0|", "0.154")]
    [InlineData("15.4%|15.4", "'15.4' does not fit. The column holds both percentages and numbers without a percent sign ('15.4%' in line 2); write all of them with the sign, or none.")]
    [InlineData("15.4|15.4%", "'15.4%' does not fit. The column holds both percentages and numbers without a percent sign ('15.4' in line 2); write all of them with the sign, or none.")]
    [InlineData("$5|7", "5")]
    [InlineData("$5|€7", "'€7' does not fit. The column has another currency, '$5', in line 2; convert them to one.")]
    [InlineData("yes|1|0|no", "1")]
    [InlineData("yes|2", "'2' does not fit. The column holds both true and false and numbers other than 0 and 1 ('yes' in line 2); write them as one kind.")]
    public void TheColumnDecides(string cells, string outcome) => AssertOutcome(outcome, cells.Split('|'), CultureInfo.InvariantCulture, null);

    /// <summary>The first cell's value, or the error of whichever cell has one.</summary>
    private static void AssertOutcome(string outcome, string[] cells, CultureInfo culture, char? thousands)
    {
        string text = "a\n" + string.Concat(cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"));
        using CsvFile file = CsvFile.Over(new MemoryStream(Encoding.UTF8.GetBytes(text)), "data.csv", new CsvDialect(culture, ';', thousands));
        FeatureCells column = new(file, [0], new TableSchema([SchemaColumn.Number("a")]), fitting: true);
        float[] values = new float[cells.Length];
        string? error = null;
        try
        {
            for (int i = 0; file.Read(); i++)
                column.Read(values.AsSpan(i, 1));
            column.Finish();
        }
        catch (InputException e)
        {
            error = e.Message;
        }
        string actual = error ?? (float.IsNaN(values[0]) ? Missing : values[0].ToString(CultureInfo.InvariantCulture));
        if (outcome.StartsWith('\''))
            Assert.Matches($"^data.csv, line \\d+, column 'a': {System.Text.RegularExpressions.Regex.Escape(outcome)}", actual);
        else
            Assert.Equal(outcome, actual);
    }
}
