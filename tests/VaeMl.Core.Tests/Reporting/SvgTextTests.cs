using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public sealed class SvgTextTests
{
    /// <summary>The first and last characters of what is replaced, and their neighbours.</summary>
    [Fact]
    public void Characters_that_a_page_cannot_hold_are_replaced_and_their_neighbours_are_not()
    {
        Assert.Equal("&amp;&lt;&gt;&quot;&#39;", SvgText.Escape("&<>\"'"));
        Assert.Equal("a b c d", SvgText.Escape("a\tb\nc\rd"));
        foreach (char hidden in "\u0000\u001F\u007F\u009F\u202A\u202E\u2066\u2069\uFFFE\uFFFF")
            Assert.Equal("\uFFFD", SvgText.Escape(hidden.ToString()));
        foreach (char shown in " ~\u00A0\u2029\u202F\u2065\u206A\uFFFC")
            Assert.Equal(shown.ToString(), SvgText.Escape(shown.ToString()));
    }

    [Theory]
    [InlineData(0.00012345, 4, "0.0001234")]
    [InlineData(-12.345678, 4, "-12.35")]
    [InlineData(1234.5678, 4, "1235")]
    [InlineData(1234.5678, 6, "1234.57")]
    [InlineData(-9999999, 3, "-9999999")]
    [InlineData(1e7, 4, "1E+07")]
    public void Values_keep_their_digits(double value, int digits, string text) => Assert.Equal(text, SvgText.Value(value, digits));

    [Theory]
    [InlineData(0.5, "50 %")]
    [InlineData(0.12345, "12.3 %")]
    [InlineData(0.00123, "0.12 %")]
    [InlineData(0.99951, "99.95 %")]
    [InlineData(-0.00001, "0 %")]
    [InlineData(double.NaN, "–")]
    public void Shares_near_both_ends_keep_more_digits(double share, string text) => Assert.Equal(text, SvgText.Percent(share));

    [Fact]
    public void Coordinates_are_rounded_and_never_minus_zero()
    {
        Assert.Equal(["1.23", "-0.5", "0"], new[] { 1.234, -0.5, 0.001 }.Select(SvgText.Number));
        Assert.Equal(["1.2", "-0.5", "0"], new[] { 1.234, -0.5, -0.04 }.Select(SvgText.Tenth));
    }

    /// <summary>A character is 0.6 of the font size wide, an East Asian one as wide as it is high.</summary>
    [Theory]
    [InlineData("abcdef", "abcdef")]
    [InlineData("abcdefghij", "abcde…")]
    [InlineData("漢字漢字漢字", "漢字漢…")]
    public void A_text_is_cut_to_a_width(string text, string fit) => Assert.Equal(fit, SvgText.Fit(text, 10, 38));

    [Theory]
    [InlineData("abcd", 4, "<span class=\"data\">abcd</span>")]
    [InlineData("abcde", 4, "<span class=\"data\" title=\"abcde\">abc…</span>")]
    [InlineData("😀😀", 3, "<span class=\"data\" title=\"😀😀\">😀…</span>")]
    [InlineData("a😀b", 3, "<span class=\"data\" title=\"a😀b\">a…</span>")]
    public void A_long_text_is_cut_between_characters_and_keeps_its_whole_in_the_title(string text, int most, string span) => Assert.Equal(span, SvgText.Short(text, most));
}
