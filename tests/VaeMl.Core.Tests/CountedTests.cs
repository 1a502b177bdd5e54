using System.Globalization;
using VaeMl.Messages;

namespace VaeMl.Tests;

public class CountedTests
{
    [Theory]
    [InlineData(0, "0 rows")]
    [InlineData(1, "1 row")]
    [InlineData(2, "2 rows")]
    [InlineData(1234567, "1234567 rows")]
    public void OneIsSingularAndAllElseIsPlural(long count, string expected) => Assert.Equal(expected, Counted.Format(count, "row"));

    [Fact]
    public void ThousandsArePartedAlikeInEveryLocale()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal("1,234,567 steps", Counted.Format(1234567, "step", "N0"));
            Assert.Equal("1 step", Counted.Format(1, "step", "N0"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
