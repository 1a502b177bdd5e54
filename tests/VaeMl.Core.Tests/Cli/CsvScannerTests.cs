using System.Text;
using VaeMl.Cli.Csv;

namespace VaeMl.Tests.Cli;

public sealed class CsvScannerTests
{
    [Theory]
    [InlineData("\n", 1)]
    [InlineData("\r\n", 2)]
    [InlineData("\r", 3)]
    public void WhateverWasWrittenIsReadBack(string lineBreak, int seed)
    {
        Random random = new(seed);
        StringBuilder text = new();
        List<(int Line, string[] Cells)> rows = [];
        int line = 1;
        // Beyond the reader's buffer, with cells of all lengths beside a vector's.
        while (text.Length < 400_000)
        {
            if (random.Next(10) == 0)
            {
                text.Append(lineBreak);
                line++;
                continue;
            }
            string[] cells = [.. Enumerable.Range(0, 1 + random.Next(30)).Select(_ => Cell(random, lineBreak))];
            rows.Add((line, cells));
            text.AppendJoin(';', cells.Select((cell, i) => Written(cell, cells.Length == 1, random))).Append(lineBreak);
            line += 1 + cells.Sum(cell => (cell.Length - cell.Replace(lineBreak, "", StringComparison.Ordinal).Length) / lineBreak.Length);
        }
        using CsvScanner scanner = new(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), "rows.csv", ';');
        foreach ((int expectedLine, string[] cells) in rows)
        {
            Assert.True(scanner.Read());
            Assert.Equal(expectedLine, scanner.Line);
            Assert.Equal(cells, Enumerable.Range(0, scanner.Count).Select(i => scanner[i].ToString()));
        }
        Assert.False(scanner.Read());
    }

    [Theory]
    [InlineData("a,5\" pipe,b", "a|5\" pipe|b")]
    [InlineData("\"a\"b,c", "ab|c")]
    [InlineData(" \"a \" , \" b\"", "a | b")]
    [InlineData("\"\",\"\"\"\"", "|\"")]
    [InlineData("a,\"open", "a|open")]
    [InlineData(",", "|")]
    [InlineData("a,b\r", "a|b")]
    [InlineData("a, \"b,c\" ", "a|b,c")]
    [InlineData("\u00a0a\u00a0,\"\u00a0b\"", "a|\u00a0b")]
    public void OddQuotesAreReadWithoutLosingCells(string text, string expected)
    {
        using CsvScanner scanner = new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "rows.csv", ',');
        Assert.True(scanner.Read());
        Assert.Equal(expected, string.Join('|', Enumerable.Range(0, scanner.Count).Select(i => scanner[i].ToString())));
        Assert.Equal(text.TrimEnd('\r'), Encoding.UTF8.GetString(scanner.Raw(scanner.Count)));
        Assert.False(scanner.Read());
    }

    [Fact]
    public void StreamsThatGiveAByteAtATimeGiveTheSameRows()
    {
        using CsvScanner scanner = new(new Dripping("a,\"b\"\"\r\n\"\r\nc,d\r\n"), "rows.csv", ',');
        Assert.True(scanner.Read());
        Assert.Equal("b\"\r\n", scanner[1].ToString());
        Assert.True(scanner.Read());
        Assert.Equal((3, "d"), (scanner.Line, scanner[1].ToString()));
        Assert.False(scanner.Read());
    }

    private static string Cell(Random random, string lineBreak)
    {
        string[] pieces = ["a", "7", "é", "\"", ";", ",", lineBreak, " ", "mn", "0123456789abcdef"];
        return string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    private static string Written(string cell, bool alone, Random random)
    {
        bool needsQuotes = cell.IndexOfAny([';', '\r', '\n']) >= 0 || cell.StartsWith('"') || cell != cell.Trim() || (alone && cell.Length == 0);
        string blanks = new(' ', random.Next(2));
        return needsQuotes || random.Next(5) == 0 ? $"{blanks}\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{blanks}" : $"{blanks}{cell}";
    }

    private sealed class Dripping(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
