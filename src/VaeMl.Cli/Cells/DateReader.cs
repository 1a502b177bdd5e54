using System.Globalization;

namespace VaeMl.Cli.Cells;

/// <summary>Reads dates and times: those of ISO 8601, and those that a culture writes in short.</summary>
/// <remarks>The clock counts as it is written: 9:00+02:00 and 9:00Z are both 9 o'clock.</remarks>
internal sealed class DateReader
{
    private readonly CultureInfo _culture;
    private readonly string[] _formats;
    private int _last;

    /// <param name="culture">The culture.</param>
    public DateReader(CultureInfo culture)
    {
        _culture = culture;
        DateTimeFormatInfo format = culture.DateTimeFormat;
        // One letter takes one digit or two.
        string[] days = [.. format.GetAllDateTimePatterns('d').Select(pattern => pattern.Replace("dd", "d", StringComparison.Ordinal).Replace("MM", "M", StringComparison.Ordinal))
            .Where(pattern => !pattern.Contains("ddd", StringComparison.Ordinal) && !pattern.Contains("MMM", StringComparison.Ordinal)).Distinct()];
        string[] times = [.. ((string[])["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF", "h:mm tt", "h:mm:ss tt", .. format.GetAllDateTimePatterns('t'), .. format.GetAllDateTimePatterns('T')]).Distinct()];
        _formats = [.. days, .. days.SelectMany(day => times.Select(time => $"{day} {time}"))];
    }

    /// <summary>Reads a date.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="value">The date; on 1 January of year 1 for a time alone.</param>
    public bool TryRead(ReadOnlySpan<char> text, out DateTime value)
    {
        if (IsoDate.TryRead(text, out value))
            return true;
        // Words and plain numbers are no short dates; to try all formats on each would take long.
        if (text.Length is < 6 or > 40 || !text.ContainsAnyInRange('0', '9') || !text.ContainsAnyExceptInRange('0', '9'))
            return false;
        for (int k = 0; k < _formats.Length; k++)
        {
            // Most cells are written as the one before.
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
