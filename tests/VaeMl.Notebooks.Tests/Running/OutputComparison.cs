using System.Globalization;
using System.Text.RegularExpressions;

namespace VaeMl.Notebooks.Tests;

/// <summary>
/// Whether a fresh output says the same as a saved one. Words must be equal and numbers nearly so, since other processors round differently;
/// white space between words and times are ignored. In drawings, words are compared in this way and coordinates to a few pixels.
/// </summary>
internal static partial class OutputComparison
{
    /// <summary>The relative difference that two numbers may have.</summary>
    public const double Tolerance = 0.02;

    /// <summary>The difference that two coordinates of a drawing may have, in pixels.</summary>
    public const double PixelTolerance = 6;

    /// <summary>The difference that the shades of two pixels may have, from 0 to 1.</summary>
    public const double ShadeTolerance = 0.25;

    /// <summary>The first difference, or null where there is none.</summary>
    public static string? Difference(IReadOnlyList<CellOutput> saved, IReadOnlyList<CellOutput> fresh)
    {
        if (saved.Count != fresh.Count)
            return $"{saved.Count} output(s) are saved, {fresh.Count} came.";
        for (int i = 0; i < saved.Count; i++)
        {
            if ((saved[i].Kind, saved[i].MimeType) != (fresh[i].Kind, fresh[i].MimeType))
                return $"Output {i + 1} is saved as {saved[i].Kind} of {saved[i].MimeType} and came as {fresh[i].Kind} of {fresh[i].MimeType}.";
            string? difference = saved[i].MimeType == "image/svg+xml" ? DrawingDifference(saved[i].Text, fresh[i].Text) : TextDifference(saved[i].Text, fresh[i].Text);
            if (difference is not null)
                return $"Output {i + 1}: {difference}";
        }
        return null;
    }

    private static string? DrawingDifference(string saved, string fresh) =>
        TextDifference(string.Join('\n', Words(saved)), string.Join('\n', Words(fresh)))
        ?? Difference(Shades(saved), Shades(fresh), Within(ShadeTolerance))
        ?? Difference(TextBetweenTags().Replace(saved, "><"), TextBetweenTags().Replace(fresh, "><"), Within(PixelTolerance));

    private static string? TextDifference(string saved, string fresh) => Difference(WithoutTimes(saved), WithoutTimes(fresh), NearlyEqual);

    private static string? Difference(string saved, string fresh, Func<string, string, bool> equal)
    {
        string[] a = Tokens(saved), b = Tokens(fresh);
        for (int i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            string left = i < a.Length ? a[i] : "the end", right = i < b.Length ? b[i] : "the end";
            bool numbers = Number().IsMatch(left) && Number().IsMatch(right);
            if (left != right && !(numbers && equal(left, right)))
                return $"'{left}' is saved, '{right}' came, after \"{string.Join(' ', a[Math.Max(0, i - 8)..Math.Min(i, a.Length)])}\".";
        }
        return null;
    }

    /// <summary>Equal to the relative tolerance, or to the last decimal that is shown.</summary>
    private static bool NearlyEqual(string a, string b)
    {
        double x = Value(a), y = Value(b);
        int decimals = a.Contains('.', StringComparison.Ordinal) ? a.Split('e', 'E')[0].Length - a.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        double last = decimals > 0 && !a.Contains('e', StringComparison.OrdinalIgnoreCase) ? 1.5 * Math.Pow(10, -decimals) : 0;
        return Math.Abs(x - y) <= Math.Max(last, Tolerance * Math.Max(Math.Abs(x), Math.Abs(y)));
    }

    private static Func<string, string, bool> Within(double tolerance) => (a, b) => Math.Abs(Value(a) - Value(b)) <= tolerance;

    private static double Value(string number) => double.Parse(number.Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Words(string drawing) => TextBetweenTags().Matches(drawing).Select(match => match.Value);

    private static string Shades(string drawing) => string.Join(' ', Opacity().Matches(drawing).Select(match => match.Groups[1].Value));

    private static string WithoutTimes(string text) => Time().Replace(text, "(a time)");

    private static string[] Tokens(string text) => [.. Token().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\d+(\.\d+)? ?(ms|s|seconds|minutes)\b")]
    private static partial Regex Time();

    [GeneratedRegex("opacity=\"([^\"]+)\"")]
    private static partial Regex Opacity();

    [GeneratedRegex(">[^<]+<")]
    private static partial Regex TextBetweenTags();

    // A number stands alone; the digits of a name such as f0 or of a colour belong to a word.
    [GeneratedRegex(@"(?<![\w#.])[-−+]?\d+(\.\d+)?([eE][-+]?\d+)?(?![\w])|[#\w]+|[^\s\w]")]
    private static partial Regex Token();

    [GeneratedRegex(@"^[-−+]?\d+(\.\d+)?([eE][-+]?\d+)?$")]
    private static partial Regex Number();
}
