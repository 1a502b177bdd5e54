using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public class ExpectedAndSeenTests
{
    [Theory]
    [InlineData(60.123f, 9.2f, "60.12", "9.2")]
    [InlineData(10000.31f, 10000.42f, "10000.3", "10000.4")]
    [InlineData(1234567f, 1.5e-7f, "1234567", "1.5E-07")]
    [InlineData(2.00001f, 2f, "2.00001", "2")]
    [InlineData(3f, 3f, "3", "3")]
    [InlineData(3.14159f, float.NaN, "3.142", "missing")]
    public void NumbersHaveTheDigitsThatTellThemApart(float expected, float seen, string expectedText, string seenText) =>
        AssertWords(SchemaColumn.Number("n"), [expected], [seen], expectedText, seenText);

    [Theory]
    [InlineData(1, 0, "web", "db")]
    [InlineData(1, -1, "web", "a level not seen in training")]
    [InlineData(0, float.NaN, "db", "missing")]
    public void CategoriesHaveTheirLevelsNames(float expected, float seen, string expectedText, string seenText) =>
        AssertWords(SchemaColumn.Category("c", ["db", "web"]), [expected], [seen], expectedText, seenText);

    [Theory]
    [InlineData(0.97f, 0, "true (97 %)", "false")]
    [InlineData(0.0004f, 1, "false (99.96 %)", "true")]
    [InlineData(0.5f, float.NaN, "true (50 %)", "missing")]
    public void BooleansHaveAProbability(float expected, float seen, string expectedText, string seenText) =>
        AssertWords(SchemaColumn.Boolean("b"), [expected], [seen], expectedText, seenText);

    [Fact]
    public void ZeroAndOneHaveAProbabilityToo()
    {
        ReportColumn column = new("b", SchemaColumn.Number("b"), 0, 1, IsBinary: true);
        Assert.Equal(new ExpectedAndSeen("1 (97 %)", "0"), ExpectedAndSeen.Describe(column, [0.97f], [0]));
        Assert.Equal(new ExpectedAndSeen("0 (100 %)", "missing"), ExpectedAndSeen.Describe(column, [-0.1f], [float.NaN]));
    }

    [Fact]
    public void DatesAreDatesAgain()
    {
        SchemaColumn column = LogTable.Schema.Columns[0];
        float[] expected = new float[5], seen = new float[5];
        column.Encode(new DateTime(2026, 11, 26), expected);
        column.Encode(new DateTime(2026, 11, 29), seen);
        AssertWords(column, expected, seen, "2026-11-26 Thu 00:00", "2026-11-29 Sun 00:00");
        seen[2] = float.NaN;
        AssertWords(column, expected, seen, "2026-11-26 Thu 00:00", "missing");
        expected[4] = 1e20f;
        AssertWords(column, expected, seen, "9999-12-30 Thu 00:00", "missing");
    }

    private static void AssertWords(SchemaColumn column, float[] expected, float[] seen, string expectedText, string seenText) =>
        Assert.Equal(new ExpectedAndSeen(expectedText, seenText), ExpectedAndSeen.Describe(new ReportColumn(column.Name, column, 1, expected.Length), [7, .. expected], [7, .. seen]));
}
