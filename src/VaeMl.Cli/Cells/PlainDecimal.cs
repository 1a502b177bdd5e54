namespace VaeMl.Cli.Cells;

/// <summary>
/// Parses short decimals such as -12.345, the most common numbers in files. It exists only for speed: most of the time for a CSV file goes into parsing
/// cells, and a general parser takes nearly twice as long per number.
/// </summary>
internal static class PlainDecimal
{
    /// <summary>
    /// Integers up to this, and powers of ten up to 10¹⁰, are exact in single precision, so the quotient of two of them is correctly rounded.
    /// </summary>
    private const uint LargestExact = 1 << 24;

    private const int MostDigits = 9;

    private static readonly float[] _powers = [1, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f];

    /// <summary>Parses a decimal that consists of a sign, digits and a decimal mark.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="point">The decimal mark.</param>
    /// <param name="value">The nearest single-precision number.</param>
    /// <returns>False if the text has another form or too many digits.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, byte point, out float value)
    {
        value = 0;
        bool negative = text is [(byte)'-', ..];
        if (negative)
            text = text[1..];
        if (text.Length > MostDigits + 1)
            return false;
        uint digits = 0;
        int count = 0, decimals = 0;
        for (int i = 0; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
                (digits, count) = (10 * digits + digit, count + 1);
            else if (text[i] == point && count == i)
                decimals = text.Length - 1 - i;
            else
                return false;
        }
        if (count is 0 or > MostDigits || digits > LargestExact)
            return false;
        value = digits / _powers[decimals];
        if (negative)
            value = -value;
        return true;
    }
}
