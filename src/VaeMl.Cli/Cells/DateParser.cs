using System.Globalization;

namespace VaeMl.Cli.Cells;

/// <summary>Parses dates and times: ISO 8601, and the short formats of a culture.</summary>
/// <remarks>The time is taken as written, regardless of the time zone: 9:00+02:00 and 9:00Z are both 9 o'clock.</remarks>
internal sealed class DateParser
{
    private readonly CultureInfo _culture;
    private readonly string[] _formats;
    private int _last;

    /// <param name="culture">The culture.</param>
    public DateParser(CultureInfo culture)
    {
        _culture = culture;
        DateTimeFormatInfo format = culture.DateTimeFormat;
        // In a format, a single d or M matches one or two digits.
        string[] days = [.. format.GetAllDateTimePatterns('d').Select(pattern => pattern.Replace("dd", "d", StringComparison.Ordinal).Replace("MM", "M", StringComparison.Ordinal))
            .Where(pattern => !pattern.Contains("ddd", StringComparison.Ordinal) && !pattern.Contains("MMM", StringComparison.Ordinal)).Distinct()];
        string[] times = [.. ((string[])["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF", "h:mm tt", "h:mm:ss tt", .. format.GetAllDateTimePatterns('t'), .. format.GetAllDateTimePatterns('T')]).Distinct()];
        _formats = [.. days, .. days.SelectMany(day => times.Select(time => $"{day} {time}"))];
    }

    /// <summary>Parses a date.</summary>
    /// <param name="text">The text, without surrounding blanks.</param>
    /// <param name="value">The date and time. A time without a date is on 1 January of year 1.</param>
    public bool TryRead(ReadOnlySpan<char> text, out DateTime value)
    {
        if (IsoDate.TryRead(text, out value))
            return true;
        // Words and plain numbers cannot be short dates, and trying all formats on each would be slow.
        if (text.Length is < 6 or > 40 || !text.ContainsAnyInRange('0', '9') || !text.ContainsAnyExceptInRange('0', '9'))
            return false;
        for (int k = 0; k < _formats.Length; k++)
        {
            // Most cells have the same format as the previous one.
            int format = k == 0 ? _last : k <= _last ? k - 1 : k;
            if (DateTime.TryParseExact(text, _formats[format], _culture, DateTimeStyles.AllowWhiteSpaces, out value))
            {
                _last = format;
                return true;
            }
        }
        return false;
    }
}
