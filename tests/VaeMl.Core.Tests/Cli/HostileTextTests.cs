using System.Globalization;
using System.Xml.Linq;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Display;

namespace VaeMl.Tests.Cli;

/// <summary>Names and cells of other people's tables are text everywhere: no element in the report, no command to the terminal, no formula in what is written for people.</summary>
public sealed class HostileTextTests : IDisposable
{
    private const string Element = "<img src=x onerror=alert(1)>", Clearing = "\e[2J\e]0;owned\a", Formula = "=cmd|' /C calc'!A0";
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("plain ü ✓", "plain ü ✓")]
    [InlineData("\e[31mred\e[0m", "␛[31mred␛[0m")]
    [InlineData("a\rb\tc\0", "a␍b␉c␀")]
    [InlineData("\u009B31m\u007F", "\uFFFD31m␡")]
    [InlineData("abc\u202Etxt.exe", "abc\uFFFDtxt.exe")]
    public void A_terminal_shows_control_characters_and_does_not_obey_them(string text, string shown) => Assert.Equal(shown, Visible.Escape(text));

    [Theory]
    [InlineData("=1+2", "'=1+2")]
    [InlineData("+49 30 1", "'+49 30 1")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("-5", "-5")]
    [InlineData("+1.5e3", "+1.5e3")]
    [InlineData("-Infinity", "-Infinity")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void Words_are_no_formulas_and_numbers_stay_numbers(string text, string cell)
    {
        CsvLines lines = new(new CsvDialect(CultureInfo.InvariantCulture, ','));
        lines.Words(text);
        Assert.Equal(cell, System.Text.Encoding.UTF8.GetString(lines.Bytes));
    }

    [Fact]
    public void Hostile_names_and_cells_stay_inert_in_report_terminal_and_scores()
    {
        Assert.True(_tool.Fit(Table(), "--report", _tool.PathOf("report.html")) == 0, _tool.Error);
        Assert.DoesNotContain('\e', _tool.Output + _tool.Error);
        string html = _tool.Read("report.html");
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', html);
        _ = XDocument.Parse(html);

        Assert.Equal(0, _tool.Run("inspect", _tool.PathOf("model.onnx")));
        Assert.DoesNotContain('\e', _tool.Output + _tool.Error);
        Assert.Contains("␛[2J", _tool.Output, StringComparison.Ordinal);

        string[] lines = _tool.Score(Table(), "--explain", "3");
        string[] cells = [.. lines.SelectMany(line => line.Split(','))];
        Assert.DoesNotContain(cells, cell => cell.StartsWith('=') || cell.StartsWith('@'));
        Assert.Contains(cells, cell => cell == "'" + Formula);
        Assert.Contains(cells, cell => cell == "'=1+1");
        Assert.DoesNotContain('\e', _tool.Output + _tool.Error);

        // Of kept columns other programs need the very cells.
        string[] kept = _tool.Score(Table(), "--keep");
        Assert.Equal(Table().TrimEnd('\n').Split('\n'), kept.Select(line => string.Join(',', line.Split(',')[..4])));
    }

    [Fact]
    public void An_unseen_level_that_commands_is_shown()
    {
        _tool.Model(Table());
        _tool.Score(Table() + $"1,2,{Clearing},=1+1\n");
        Assert.Contains("'␛[2J␛]0;owned␇'", _tool.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', _tool.Error);
    }

    [Fact]
    public void A_bad_cell_that_commands_is_shown()
    {
        _tool.Model(Table());
        Assert.Equal(1, _tool.Run("score", _tool.PathOf("model.onnx"), _tool.Write("bad.csv", Table() + $"{Clearing},2,a,b\n"), "--output", _tool.PathOf("scores.csv")));
        Assert.Contains("␛[2J", _tool.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', _tool.Error);
    }

    /// <summary>Two numbers and two categories, with names and levels that would do harm where they were obeyed.</summary>
    private static string Table()
    {
        Random random = new(1);
        string[] levels = [Element, Clearing + "x", "=1+1"];
        return $"{Element},{Formula},{Clearing},@kind\n" + string.Concat(Enumerable.Range(0, 150).Select(i =>
            FormattableString.Invariant($"{Models.Normal(random):F3},{Models.Normal(random):F3},{levels[i % 3]},{levels[(i + random.Next(2)) % 3]}\n")));
    }
}
