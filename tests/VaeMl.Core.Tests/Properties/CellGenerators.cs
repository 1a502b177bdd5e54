using FsCheck;
using FsCheck.Fluent;

namespace VaeMl.Tests.Properties;

/// <summary>Generators of cells and names, plain and odd.</summary>
internal static class CellGenerators
{
    private static readonly string[] OddTexts =
    [
        "", " ", "a", "A", "b", SchemaColumn.OtherLevels, "null", "NaN", "0", "-1", "1.0", "true", "é", "e\u0301", "ß", "ı", "日本語", "\U0001F600", "\u200B", "\uFFFD",
        "\"quoted\"", "it's", "a,b;c\td", "line\nbreak", "\r\n", "\\", "\0", "=1+1", "<b>&amp;</b>", "{\"a\":[null]}", "vaeml.levels", new string('x', 300),
    ];

    private static readonly string[] OddNames =
    [
        "a", "b", "A", "größe", "a,\"b\"", "line\nbreak", " ", "\U0001F600", "t, days", "Features", "Score", "Latent", "vaeml/x", "0", "\\", "<i>", "x₁", new string('n', 200),
    ];

    private static readonly float[] Extremes =
    [
        0, -0f, 1, 0.5f, 2, -1, MathF.BitIncrement(0.5f), MathF.BitIncrement(1), -1e-7f, 255, 1e6f, -1e6f, 1e18f, -3e38f, float.MaxValue, float.MinValue, float.Epsilon, 1e-12f,
    ];

    private static readonly Gen<double> Unit = Gen.Choose(0, 1 << 20).Select(k => (double)k / (1 << 20));

    /// <summary>A number in [0, 1].</summary>
    public static Gen<float> UnitNumber { get; } = Unit.Select(u => (float)u);

    /// <summary>Any finite number, extremes above all.</summary>
    public static Gen<float> ExtremeNumber { get; } = Gen.Elements(Extremes);

    /// <summary>Names of columns, each its own.</summary>
    public static Gen<string[]> Names { get; } = Gen.Shuffle(OddNames);

    /// <summary>A distribution of numbers, as a table's columns have them.</summary>
    public static Gen<Gen<float>> Numbers { get; } = Gen.OneOf(
        from centre in Gen.Elements(0.0, 100, -1e6)
        from spread in Gen.Elements(1e-3, 1, 1e4)
        select Unit.Three().Select(u => (float)(centre + spread * (u.Item1 + u.Item2 + u.Item3 - 1.5))),
        Gen.Elements(0f, 1, -5, 1e30f).Select(Gen.Constant),
        Gen.Constant(Gen.Elements(0f, 1)),
        Gen.Constant(Gen.Choose(0, 9).Select(k => (float)k)),
        Gen.Constant(Gen.Choose(-20, 20).Select(k => k * 0.05f)),
        Gen.Elements(1e-30, 1, 1e20).Select(scale => Unit.Select(u => (float)(scale * Math.Exp(6 * u)))),
        Gen.Elements(1e-40, 1e30, 3e38).Select(scale => Unit.Select(u => (float)(scale * (2 * u - 1)))),
        Gen.Constant(Gen.Frequency((20, UnitNumber), (1, ExtremeNumber))));

    /// <summary>A category's levels: few or many, odd ones among them.</summary>
    public static Gen<string[]> Levels { get; } = Gen.Frequency(
        (6, from texts in Gen.Shuffle(OddTexts) from count in Gen.Choose(1, 6) select texts[..count]),
        (1, from count in Gen.Choose(30, 200) select Enumerable.Range(0, count).Select(k => $"level {k}").ToArray()),
        (1, from count in Gen.Choose(1, 20) select (string[])[.. Enumerable.Range(0, count).Select(k => $"ü{k}"), SchemaColumn.OtherLevels]));

    /// <summary>A level that a column may not have.</summary>
    public static Gen<string> UnknownLevel { get; } = Gen.Elements(OddTexts.Where(text => text.Length > 0)).Or(Gen.Constant("level 0 "));

    public static Gen<DateParts> Parts { get; } = Gen.Choose(1, 7).Select(parts => (DateParts)parts);

    public static Gen<DateTime> Origin { get; } = Gen.Elements(default, new DateTime(2026, 1, 1), new DateTime(1969, 7, 20, 20, 17, 40), DateTime.MaxValue);

    /// <summary>A distribution of dates: within two years, the same hour each day, or always the same.</summary>
    public static Gen<Gen<DateTime>> Dates { get; } = Gen.OneOf(
        Gen.Constant(Gen.Choose(0, 60_000_000).Select(second => new DateTime(2024, 11, 5).AddSeconds(second))),
        Gen.Constant(Gen.Choose(0, 700).Select(day => new DateTime(2024, 11, 5, 8, 0, 0).AddDays(day))),
        Gen.Constant(Gen.Constant(new DateTime(1999, 12, 31, 23, 59, 59))));

    // To the millisecond: the tick before midnight, told in seconds since 1970, is midnight.
    public static Gen<DateTime> ExtremeDate { get; } = Gen.Elements(
        DateTime.MinValue, DateTime.MaxValue.AddTicks(-9_999), DateTime.UnixEpoch, new DateTime(2100, 2, 28, 23, 59, 59, 999));
}
