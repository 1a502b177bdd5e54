namespace VaeMl.Cli.Inference;

/// <summary>Finds the grid that numbers lie on: whole numbers, or a coarse one of thousandths.</summary>
internal sealed class GridSurvey
{
    private const int PartsOfOne = 1000;

    // A finer grid is as good as none, and few values lie on a coarse one by chance.
    private const int MostPositions = 1000, LeastFractions = 20;

    // Beyond them single precision holds no thousandths, and not every whole number.
    private const float LargestFraction = 1024, LargestWhole = 1 << 24;

    private long _fractions, _divisor;
    private bool _none;
    private float _least = float.PositiveInfinity, _greatest = float.NegativeInfinity;

    /// <summary>What all numbers are whole multiples of, 1 if they are whole; 0 without a grid, or where they are 0 and 1 only.</summary>
    public double Step
    {
        get
        {
            if (_none || _least > _greatest || (_fractions == 0 && _least >= 0 && _greatest <= 1))
                return 0;
            if (_fractions == 0)
                return Math.Max(-_least, _greatest) <= LargestWhole ? 1 : 0;
            double step = (double)_divisor / PartsOfOne;
            return _fractions >= LeastFractions && ((double)_greatest - _least) / step <= MostPositions ? step : 0;
        }
    }

    public void Add(float number)
    {
        (_least, _greatest) = (Math.Min(_least, number), Math.Max(_greatest, number));
        if (_none || (_fractions == 0 && number == MathF.Floor(number)))
            return;
        double parts = (double)number * PartsOfOne;
        long whole = (long)Math.Round(parts);
        // The nearest single-precision number to one of the grid is this close to it.
        _none = Math.Abs(number) > LargestFraction || Math.Abs(parts - whole) > Math.Abs(parts) / (1 << 23);
        // The whole numbers before the first fraction are multiples of one.
        _divisor = GreatestDivisor(_fractions++ == 0 ? PartsOfOne : _divisor, Math.Abs(whole));
    }

    private static long GreatestDivisor(long a, long b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
