using System.Globalization;

namespace VaeMl.Cli.Cells;

/// <summary>Parses ISO 8601 dates and times, as written by logs and databases.</summary>
internal static class IsoDate
{
    /// <summary>Parses 2024-02-29, 2024-02-29T23:59, 2024/02/29 23:59:59.999+02:00 or 23:59:59.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The date and time as written, regardless of the time zone. A time without a date is on 1 January of year 1.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTime value)
    {
        value = default;
        bool dated = text.Length >= 10 && text[4] is '-' or '/' && text[7] == text[4];
        if (dated && !TryReadDay(text[..10], out value))
            return false;
        if (dated && text.Length > 10 && text[10] is not ('T' or 't' or ' '))
            return false;
        if (dated && text.Length == 10)
            return true;
        if (!TryReadClock(dated ? text[11..] : text, out TimeSpan clock))
            return false;
        value += clock;
        return true;
    }

    private static bool TryReadDay(ReadOnlySpan<char> text, out DateTime value)
    {
        value = default;
        if (!TryDigits(text[..4], 1, 9998, out int year) || !TryDigits(text[5..7], 1, 12, out int month)
            || !TryDigits(text[8..], 1, DateTime.DaysInMonth(year, month), out int day))
            return false;
        value = new DateTime(year, month, day);
        return true;
    }

    private static bool TryReadClock(ReadOnlySpan<char> text, out TimeSpan clock)
    {
        clock = default;
        if (text.Length < 5 || text[2] != ':' || !TryDigits(text[..2], 0, 23, out int hour) || !TryDigits(text[3..5], 0, 59, out int minute))
            return false;
        clock = new TimeSpan(hour, minute, 0);
        text = text[5..];
        if (text.Length >= 3 && text[0] == ':')
        {
            // 60 is a leap second.
            if (!TryDigits(text[1..3], 0, 60, out int second))
                return false;
            clock += TimeSpan.FromSeconds(Math.Min(second, 59));
            text = text[3..];
            if (text is ['.' or ',', ..] && !TryReadFraction(ref text, ref clock))
                return false;
        }
        return IsZone(text.TrimStart(' '));
    }

    private static bool TryReadFraction(ref ReadOnlySpan<char> text, ref TimeSpan clock)
    {
        int length = text[1..].IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> digits = length < 0 ? text[1..] : text.Slice(1, length);
        if (digits.IsEmpty)
            return false;
        long unit = TimeSpan.TicksPerSecond;
        foreach (char digit in digits)
            clock += TimeSpan.FromTicks((unit /= 10) * (digit - '0'));
        text = text[(1 + digits.Length)..];
        return true;
    }

    private static bool IsZone(ReadOnlySpan<char> text) => text switch
    {
        [] or "Z" or "z" or "UTC" or "GMT" => true,
        ['+' or '-' or '\u2212', .. var offset] => offset.Length switch
        {
            2 => TryDigits(offset, 0, 14, out _),
            4 => TryDigits(offset[..2], 0, 14, out _) && TryDigits(offset[2..], 0, 59, out _),
            5 => offset[2] == ':' && TryDigits(offset[..2], 0, 14, out _) && TryDigits(offset[3..], 0, 59, out _),
            _ => false,
        },
        _ => false,
    };

    private static bool TryDigits(ReadOnlySpan<char> text, int least, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;
}
