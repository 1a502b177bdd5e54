namespace VaeMl.Cli.Inference;

/// <summary>Finds the grid of a column's numbers: whole numbers, or coarse multiples of thousandths.</summary>
internal sealed class GridSurvey
{
    private const int PartsOfOne = 1000;

    // A finer grid is as good as none, and a few values may fall on a coarse grid by chance.
    private const int MostPositions = 1000, LeastFractions = 20;

    // Above these limits, single precision cannot represent thousandths and all whole numbers.
    private const float LargestFraction = 1024, LargestWhole = 1 << 24;

    private long _fractions, _divisor;
    private bool _none;
    private float _least = float.PositiveInfinity, _greatest = float.NegativeInfinity;

    /// <summary>The grid step, of which all numbers are multiples; 1 for whole numbers, 0 without a grid or if there are only 0 and 1.</summary>
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
        // The single-precision number nearest to a grid point is at most this far from it.
        _none = Math.Abs(number) > LargestFraction || Math.Abs(parts - whole) > Math.Abs(parts) / (1 << 23);
        // All numbers before the first fraction were whole, so they are multiples of one.
        _divisor = GreatestDivisor(_fractions++ == 0 ? PartsOfOne : _divisor, Math.Abs(whole));
    }

    private static long GreatestDivisor(long a, long b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
