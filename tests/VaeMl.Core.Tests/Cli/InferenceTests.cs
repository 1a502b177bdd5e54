using System.Globalization;
using System.Text;
using VaeMl.Cli.Cells;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Inference;
using VaeMl.Cli.Tables;

namespace VaeMl.Tests.Cli;

/// <summary>What a column is taken for.</summary>
public sealed class InferenceTests
{
    [Theory]
    // Numbers, however few values they have and however they are written.
    [InlineData("1|2|3", "count: 1 to 3")]
    [InlineData("0|1", "number: 0 to 1")]
    [InlineData("15.4%|3 %", "number: 0.03 to 0.154")]
    [InlineData("$5|$1,250.50", "number: 5 to 1250.5")]
    [InlineData("20240101|20240102", "number: ")]
    [InlineData("#.5", "number: 0.5 to 39.5 in steps of 0.5")]
    [InlineData("1|2||NA|-", "count: 1 to 2")]
    // Mostly numbers: the others are faults, which the reading names.
    [InlineData("1|2|3|4|5|6|7|8|9|x", "count: 1 to 9")]
    [InlineData("1|2|3|4|5|6|7|8|9|n/a.", "count: 1 to 9")]
    [InlineData("1,5|2,5", "number: ")]
    // Numbers on a grid: whole ones, or a coarse one of thousandths that is seen often enough.
    [InlineData("10|20|-30", "count: -30 to 20")]
    [InlineData("0|1|2", "count: 0 to 2")]
    [InlineData("16777216|5", "count: 5 to 16777216")]
    [InlineData("16777218|5", "number: 5 to 16777218")]
    [InlineData("#.25|#.5|7", "number: 0.25 to 58.5 in steps of 0.25", 60)]
    [InlineData("#.1|#.7", "number: 0.1 to 39.7 in steps of 0.1")]
    [InlineData("-0.125|0.375", "number: -0.125 to 0.375 in steps of 0.125")]
    [InlineData("500.02|500.04|500.06", "number: 500.02 to 500.06 in steps of 0.02")]
    [InlineData("0.0625|0.125", "number: 0.0625 to 0.125")]
    [InlineData("0.5|1", "number: 0.5 to 1", 38)]
    [InlineData("#.001", "number: 0.001 to 39.001")]
    [InlineData("2000.5|2001", "number: 2000.5 to 2001")]
    [InlineData("10 %|20 %|25 %", "number: 0.1 to 0.25 in steps of 0.05")]
    // Truth in words.
    [InlineData("true|false", "boolean: true, false")]
    [InlineData("Yes|NO|", "boolean: true, false")]
    [InlineData("true|0|1", "boolean: true, false")]
    [InlineData("true|false|unknown", "category: 3 levels: false, true, unknown")]
    // Dates and times.
    [InlineData("2024-02-0#", "date: 2024-02-01 to 2024-02-09: weekday", 9, 1)]
    [InlineData("2024-02-01T1#:30|2024-02-01 23:59:59.123456789+02:00|", "date: 2024-02-01 10:30 to 2024-02-01 23:59: time of day", 10)]
    [InlineData("2024-02-01T00:00:00Z|2024/02/02 12:00", "date: 2024-02-01 00:00 to 2024-02-02 12:00: time of day, weekday")]
    [InlineData("23:59|00:00:01", "date: 00:00 to 23:59: time of day")]
    [InlineData("1/31/2024|12/30/2024 5:07", "date: 2024-01-31 00:00 to 2024-12-30 05:07: time of day, weekday")]
    [InlineData("2024-02-29|2023-02-29", "category: 2 levels: 2023-02-29, 2024-02-29")]
    [InlineData("2024-02-29|2024-03-01|2024-03-02|2024-03-03|2024-03-04|2024-03-05|2024-03-06|2024-03-07|2024-03-08|0000-00-00", "date: 2024-02-29 to 2024-03-08: ")]
    [InlineData("2024-02-29|2024-03-01|later", "category: 3 levels: 2024-02-29, 2024-03-01, later")]
    // Text.
    [InlineData("a|b|b|", "category: 2 levels: a, b")]
    [InlineData("a|1|2", "category: 3 levels: 1, 2, a")]
    [InlineData("10.0.0.1|10.0.0.2", "category: 2 levels: 10.0.0.1, 10.0.0.2")]
    [InlineData("a|a|a|u-#", "category: 2 levels: a, (other)")]
    // What is left out, and why.
    [InlineData("", "left out: empty: no cell has a value")]
    [InlineData("NA|?", "left out: empty: no cell has a value")]
    [InlineData("7|7.0|", "left out: constant: all values are the same")]
    [InlineData("x|", "left out: constant: all values are the same")]
    [InlineData("true", "left out: constant: all values are the same")]
    [InlineData("2024-02-01 12:00", "left out: constant: all values are the same")]
    [InlineData("2024-02-05|2024-02-12", "left out: its dates differ neither in the time of day nor in the weekday (2024-02-05 to 2024-02-12); --elapsed takes the days")]
    [InlineData("u-#", "left out: an ID: all 40 values differ")]
    [InlineData("#", "left out: an ID: whole numbers that increase from row to row")]
    [InlineData("1700000000#", "number: ", 5)]
    [InlineData("170000000000001#", "left out: an ID: whole numbers that increase from row to row", 40, 10)]
    [InlineData("#|", "count: 0 to 38")]
    [InlineData("word #|word #, of #||", "left out: an ID: all 20 values differ")]
    [InlineData("so it goes #|same|some #|more #|other #|any #|many #|all #|no #|few #|none at #|lots #|each #|every #|most #|less #|least #|what #|that #|this #", "category: 2 levels: same, (other)")]
    [InlineData("#|x#|x#", "left out: an ID: all 60 values differ", 60)]
    public void ACellsColumnDecides(string cells, string outcome, int rows = 40, int first = 0) => Assert.StartsWith(outcome, Plan(cells, CultureInfo.InvariantCulture, null, rows, first), StringComparison.Ordinal);

    [Fact]
    public void TextOfWhichHardlyAnythingComesAgainIsFree() => Assert.StartsWith(
        "left out: free text", Plan("same|" + string.Join('|', Enumerable.Range(0, 49).Select(k => $"note {k} #")), CultureInfo.InvariantCulture, null, 200, 0), StringComparison.Ordinal);

    [Theory]
    [InlineData("de-DE", "31.12.2024|1.2.2024", "date: 2024-02-01 to 2024-12-31: weekday")]
    [InlineData("de-DE", "31.12.2024 23:15|01.02.2024 9:05", "date: 2024-02-01 09:05 to 2024-12-31 23:15: time of day, weekday")]
    [InlineData("de-DE", "2024-12-31|2024-12-30", "date: 2024-12-30 to 2024-12-31: weekday")]
    [InlineData("de-DE", "1,5|2,5", "number: 1.5 to 2.5")]
    [InlineData("tr-TR", "31.12.2024|1.02.2024", "date: 2024-02-01 to 2024-12-31: weekday")]
    [InlineData("en-GB", "31/12/2024|01/02/2024", "date: 2024-02-01 to 2024-12-31: weekday")]
    [InlineData("", "31/12/2024|01/02/2024", "category: ")]
    public void CulturesHaveDatesOfTheirOwn(string culture, string cells, string outcome) =>
        Assert.StartsWith(outcome, Plan(cells, CultureInfo.GetCultureInfo(culture), null, 40, 0), StringComparison.Ordinal);

    [Theory]
    [InlineData("1|2", "category", "category: 2 levels: 1, 2")]
    [InlineData("0|1", "boolean", "boolean: true, false")]
    [InlineData("#", "number", "count: 0 to 39")]
    [InlineData("#", "continuous", "number: 0 to 39")]
    [InlineData("#.5", "count", "count: 0.5 to 39.5")]
    [InlineData("0|1", "count", "count: 0 to 1")]
    [InlineData("u-#", "category", "category: 1 level: (other)")]
    [InlineData("7", "category", "category: 1 level: 7")]
    [InlineData("2024-02-05|2024-02-12", "date+elapsed", "date: 2024-02-05 to 2024-02-12: days since 2024-02-05")]
    [InlineData("2024-02-05 12:00|2024-02-12", "date+elapsed", "date: 2024-02-05 12:00 to 2024-02-12 00:00: time of day, days since 2024-02-05")]
    public void TheUserDecides(string cells, string kind, string outcome) => Assert.Equal(outcome, Plan(cells, CultureInfo.InvariantCulture, kind, 40, 0));

    /// <summary>Text that comes after a thousand numbers is counted in a second survey.</summary>
    [Fact]
    public void LevelsThatBeginAsNumbersAreAllCounted()
    {
        string text = "a;n\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"{(i < 1500 ? i % 3 : i % 2 == 0 ? "x" : "1")};{i % 7}\n"));
        TableSurvey survey = new(AskedColumns.None);
        Assert.Null(Survey(survey, text, CultureInfo.InvariantCulture));
        Assert.Equal(["0", "1", "2", "x"], Survey(survey, text, CultureInfo.InvariantCulture)!.Schema.Columns[0].Levels);
    }

    [Theory]
    [InlineData("2024-02-29T23:59:59.9999999Z", "2024-02-29T23:59:59.9999999")]
    [InlineData("2024-02-29 07:05", "2024-02-29T07:05:00.0000000")]
    [InlineData("2024-02-29t07:05:06,5-0330", "2024-02-29T07:05:06.5000000")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.0000000")]
    [InlineData("2024-02-29T07:05+02", "2024-02-29T07:05:00.0000000")]
    [InlineData("2024-02-30", null)]
    [InlineData("2024-02-29T24:00", null)]
    [InlineData("2024-02-29T7:05", null)]
    [InlineData("2024-02-29T07:05:06.", null)]
    [InlineData("2024-02-29T07:05 o'clock", null)]
    [InlineData("2024-02/29", null)]
    [InlineData("2024-02-29T", null)]
    [InlineData("2024-02", null)]
    [InlineData("0000-01-01", null)]
    [InlineData("v1.2.3", null)]
    [InlineData("", null)]
    public void IsoDatesAreReadAsWritten(string text, string? expected)
    {
        bool read = new DateParser(CultureInfo.InvariantCulture).TryRead(text, out DateTime value);
        Assert.Equal(expected, read ? value.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture) : null);
    }

    /// <summary>What becomes of a column whose cells repeat, # being the row.</summary>
    private static string Plan(string cells, CultureInfo culture, string? kind, int rows, int first)
    {
        string[] each = cells.Split('|');
        string text = "a;n\n" + string.Concat(Enumerable.Range(first, rows).Select(i =>
            $"{each[(i - first) % each.Length].Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)};{i % 7}\n"));
        AskedColumns asked = kind is null ? AskedColumns.None : new(null, new Dictionary<string, AskedKind> { ["a"] = AskedKind.Parse(kind)! });
        ColumnPlan plan = Survey(new TableSurvey(asked), text, culture)!.Columns[0];
        return $"{(plan.Kept is { } kept ? ColumnContent.KindOf(kept) : "left out")}: {plan.Content}";
    }

    private static TablePlan? Survey(TableSurvey survey, string text, CultureInfo culture)
    {
        using CsvFile file = CsvFile.Over(new MemoryStream(Encoding.UTF8.GetBytes(text)), "data.csv", new CsvDialect(culture, ';'));
        return survey.Read(file, () => { }, CancellationToken.None);
    }
}
