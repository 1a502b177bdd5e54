namespace VaeMl.Cli.Cells;

/// <summary>
/// Reads the short decimals that files are full of, such as -12.345. It is here for its speed alone: reading the cells is most of what a CSV file costs, and a
/// parser of all numbers takes nearly twice as long for each.
/// </summary>
internal static class PlainDecimal
{
    /// <summary>Whole numbers up to here, and powers of ten up to 10¹⁰, are exact in single precision, and the quotient of two such numbers is the nearest there is.</summary>
    private const uint LargestExact = 1 << 24;

    private const int MostDigits = 9;

    private static readonly float[] _powers = [1, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f];

    /// <summary>Reads a decimal of a sign, digits and a decimal mark.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="point">The decimal mark.</param>
    /// <param name="value">The nearest number of single precision.</param>
    /// <returns>False if the text is anything else, or has too many digits.</returns>
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
