namespace VaeMl.Cli.Cells;

/// <summary>Reads the numbers that files are full of, digits with a decimal mark and an exponent, several times faster than <see cref="float.Parse(string)"/> and to the same bits.</summary>
internal static class PlainNumber
{
    private const int MostDigits = 19, LargestPower = 22;

    /// <summary>The powers of ten that double precision holds exactly.</summary>
    private static readonly double[] _powers = [.. Enumerable.Range(0, LargestPower + 1).Select(k => double.Parse($"1e{k}", System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Reads a number.</summary>
    /// <param name="text">The text, without blanks.</param>
    /// <param name="point">The decimal mark.</param>
    /// <param name="value">The nearest single-precision number.</param>
    /// <returns>False if the text is something else, or a number that needs more care.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, char point, out float value)
    {
        value = 0;
        int i = text.Length > 0 && text[0] == '-' ? 1 : 0;
        ulong digits = 0;
        int first = i, power = 0;
        for (; i < text.Length && (uint)(text[i] - '0') <= 9; i++)
            digits = 10 * digits + (uint)(text[i] - '0');
        int count = i - first;
        if (i < text.Length && text[i] == point)
        {
            first = ++i;
            for (; i < text.Length && (uint)(text[i] - '0') <= 9; i++)
                digits = 10 * digits + (uint)(text[i] - '0');
            power = first - i;
            count -= power;
        }
        if (count is 0 or > MostDigits || (i < text.Length && !TryReadExponent(text[i..], ref power)) || Math.Abs(power) > LargestPower)
            return false;
        double magnitude = power < 0 ? digits / _powers[-power] : digits * _powers[power];
        // Rounded twice, to double and to single precision: only beside the middle between two singles could that differ from once.
        if (Math.Abs((int)(BitConverter.DoubleToUInt64Bits(magnitude) & 0x1FFFFFFF) - 0x10000000) <= 2)
            return false;
        value = text[0] == '-' ? -(float)magnitude : (float)magnitude;
        return true;
    }

    private static bool TryReadExponent(ReadOnlySpan<char> text, ref int power)
    {
        if (text is not ['e' or 'E', _, ..])
            return false;
        bool negative = text[1] == '-';
        ReadOnlySpan<char> digits = text[1] is '-' or '+' ? text[2..] : text[1..];
        if (digits.Length is 0 or > 3)
            return false;
        int exponent = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            exponent = 10 * exponent + (digit - '0');
        }
        power += negative ? -exponent : exponent;
        return true;
    }
}
