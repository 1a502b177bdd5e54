using System.Globalization;
using System.Text;
using VaeMl.Cli.Cells;
using VaeMl.Cli.Csv;

namespace VaeMl.Tests.Cli;

/// <summary>The tool's numbers beside the framework's.</summary>
public sealed class NumberTextTests
{
    private static readonly CultureInfo _invariant = CultureInfo.InvariantCulture;

    [Fact]
    public void ReadNumbersAreTheFrameworks()
    {
        NumberColumn column = new(_invariant, thousands: null);
        Random random = new(2);
        foreach (float value in Values())
        {
            double between = value + (MathF.BitIncrement(value) - (double)value) / 2;
            foreach (string text in (string[])[value.ToString(_invariant), between.ToString(_invariant), (value * 1.1).ToString($"F{random.Next(9)}", _invariant)])
            {
                int expected = BitConverter.SingleToInt32Bits(float.Parse(text, _invariant));
                Assert.True(column.TryRead(text, 1, out float actual));
                Assert.Equal(expected, BitConverter.SingleToInt32Bits(actual));
                Assert.True(Cell.TryReadPlain(Encoding.UTF8.GetBytes(text), (byte)'.', out float fromBytes));
                Assert.Equal(expected, BitConverter.SingleToInt32Bits(fromBytes));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("12abc")]
    [InlineData("0x10")]
    [InlineData("1_0")]
    [InlineData(" 1 ")]
    [InlineData("--1")]
    [InlineData("1e5e5")]
    [InlineData("-0")]
    [InlineData("00000000000000000000001")]
    [InlineData("1e999")]
    [InlineData("16777217")]
    [InlineData("4294967297")]
    [InlineData("123456789.")]
    [InlineData(".123456789")]
    [InlineData("-.")]
    [InlineData("..1")]
    [InlineData("1-2")]
    public void OddTextsAreReadAsTheFrameworkReadsThem(string text)
    {
        bool expected = float.TryParse(text, NumberStyles.Float, _invariant, out float value);
        bool read = new NumberColumn(_invariant, thousands: null).TryRead(text, 1, out float actual);
        if (expected)
            Assert.Equal((true, BitConverter.SingleToInt32Bits(value)), (read, BitConverter.SingleToInt32Bits(actual)));
        else
            Assert.True(!read || float.IsNaN(actual));
        if (Cell.TryReadPlain(Encoding.UTF8.GetBytes(text), (byte)'.', out float plain))
            Assert.Equal((true, BitConverter.SingleToInt32Bits(value)), (expected, BitConverter.SingleToInt32Bits(plain)));
    }

    [Theory]
    [InlineData("", ',')]
    [InlineData("de-DE", ';')]
    [InlineData("de-DE", ',')]
    [InlineData("fa-IR", '\t')]
    [InlineData("sv-SE", '\u00a7')]
    public void LinesHoldTheFrameworksNumbers(string name, char separator)
    {
        CultureInfo culture = new(name, useUserOverride: false);
        culture.NumberFormat.NegativeSign = "-";
        CsvLines lines = new(new CsvDialect(culture, separator));
        StringBuilder expected = new();
        float[] odd = [0, -0f, 0, 1, -1, -1, 1e20f, -1e20f, float.MaxValue, float.Epsilon, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 8388608.5f];
        foreach (float value in odd.Concat(Values().Take(5000)))
        {
            float[] cells = [value, -value, -value, value];
            foreach (float cell in cells)
                lines.Number(cell);
            lines.NumberAndOpposite(value);
            lines.EndLine();
            IEnumerable<string> texts = cells.Concat([value, -value]).Select(cell => float.IsNaN(cell) ? "NaN" : cell.ToString(culture));
            expected.AppendJoin(separator, texts.Select(text => text.Contains(separator) ? $"\"{text}\"" : text)).Append('\n');
        }
        Assert.Equal(expected.ToString(), Encoding.UTF8.GetString(lines.Bytes));
    }

    [Fact]
    public void ShortDecimalsAreTheFrameworks()
    {
        Random random = new(3);
        Span<byte> text = stackalloc byte[16];
        int written = 0;
        for (int i = 0; i < 200_000; i++)
        {
            float value = BitConverter.Int32BitsToSingle(random.Next(BitConverter.SingleToInt32Bits(0.9f), BitConverter.SingleToInt32Bits(1.1e6f)));
            if (i % 4 == 0)
                value = MathF.Round(value * 8) / 8;
            if (!ShortestDecimal.TryWrite(-value, (byte)'.', text, out int length))
                continue;
            written++;
            Assert.Equal((-value).ToString(_invariant), Encoding.UTF8.GetString(text[..length]));
        }
        Assert.InRange(written, 180_000, 200_000);
    }

    private static IEnumerable<float> Values()
    {
        Random random = new(1);
        for (int i = 0; i < 200_000; i++)
            yield return (i % 4) switch
            {
                0 => BitConverter.Int32BitsToSingle(random.Next(0x7F000000)),
                1 => MathF.Round(1000 * random.NextSingle()) / 8,
                _ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 8))),
            };
    }
}
