namespace VaeMl.Cli.Csv;

/// <summary>
/// Writes single-precision numbers of usual size with the fewest digits that read back as the same number, which are the digits of
/// <see cref="float.ToString()"/>, in a fraction of its time.
/// </summary>
internal static class ShortestNumber
{
    /// <summary>The most bytes that a number takes.</summary>
    public const int MostBytes = 16;

    private const float Least = 1e-4f, Beyond = 1e7f;
    private const int FewestDigits = 6, MostDigits = 9;

    private static readonly double[] _powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

    private enum Outcome
    {
        ReadsBack,
        ReadsAsAnother,
        Unclear,
    }

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="point">The decimal mark.</param>
    /// <param name="text">Room for <see cref="MostBytes"/>.</param>
    /// <param name="written">How many bytes were written.</param>
    /// <returns>False for a number of unusual size, or one that needs more care.</returns>
    public static bool TryWrite(float value, byte point, Span<byte> text, out int written)
    {
        written = 0;
        float magnitude = Math.Abs(value);
        // Beside a power of two the numbers to both sides lie at unequal distances.
        if (!(magnitude is >= Least and < Beyond) || (BitConverter.SingleToUInt32Bits(value) & 0x7FFFFF) == 0)
            return false;
        int whole = WholeDigits(magnitude), decimals = FewestDigits - whole + 1;
        Outcome outcome = Round(magnitude, decimals, out long digits);
        if (outcome == Outcome.ReadsBack && decimals > 0 && Round(magnitude, decimals - 1, out long fewer) is var with and not Outcome.ReadsAsAnother)
            (outcome, digits, decimals) = (with, fewer, decimals - 1);
        while (outcome == Outcome.ReadsAsAnother && decimals < MostDigits - whole)
            outcome = Round(magnitude, ++decimals, out digits);
        if (outcome != Outcome.ReadsBack)
            return false;
        // Six digits never stand for two numbers of single precision, so that a number of fewer was found with zeros at its end.
        for (; decimals > 0 && digits % 10 == 0; decimals--)
            digits /= 10;
        written = Write(value < 0, digits, decimals, point, text);
        return true;
    }

    /// <summary>The digits before the decimal mark; minus the zeros that follow it at once.</summary>
    private static int WholeDigits(float magnitude)
    {
        int whole = 1;
        if (magnitude >= 1)
            while (magnitude >= _powers[whole])
                whole++;
        else
            while (magnitude * _powers[1 - whole] < 1)
                whole--;
        return whole;
    }

    /// <summary>Rounds to so many decimals.</summary>
    private static Outcome Round(float magnitude, int decimals, out long digits)
    {
        double scaled = magnitude * _powers[decimals], rounded = Math.Round(scaled);
        digits = (long)rounded;
        double back = rounded / _powers[decimals];
        bool besideMiddle = Math.Abs((int)(BitConverter.DoubleToUInt64Bits(back) & 0x1FFFFFFF) - 0x10000000) <= 2;
        if (besideMiddle || Math.Abs(scaled - rounded) > 0.499999)
            return Outcome.Unclear;
        return (float)back == magnitude ? Outcome.ReadsBack : Outcome.ReadsAsAnother;
    }

    private static int Write(bool negative, long digits, int decimals, byte point, Span<byte> text)
    {
        int length = negative ? 1 : 0, written = 0;
        for (long rest = digits; rest > 0; rest /= 10)
            written++;
        length += Math.Max(written, decimals + 1) + (decimals > 0 ? 1 : 0);
        uint left = (uint)digits;
        for (int place = length - 1, decimalsLeft = decimals; place >= (negative ? 1 : 0); place--, decimalsLeft--)
        {
            if (decimalsLeft == 0 && decimals > 0)
            {
                text[place--] = point;
            }
            (left, uint digit) = Math.DivRem(left, 10);
            text[place] = (byte)('0' + digit);
        }
        if (negative)
            text[0] = (byte)'-';
        return length;
    }
}
