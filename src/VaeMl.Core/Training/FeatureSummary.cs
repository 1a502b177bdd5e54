namespace VaeMl.Training;

/// <summary>Range and moments of a feature's observed values.</summary>
internal sealed class FeatureSummary
{
    // Sums are taken about the first value: no cancellation for values far from zero or as small as 1e-12.
    private double _first;
    private double _sum;
    private double _sumOfSquares;
    private double _last;
    private int _rises;
    private int _falls;

    public int Count { get; private set; }

    public double Minimum { get; private set; } = double.PositiveInfinity;

    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether both 0 and 1 occur, and nothing else.</summary>
    public bool IsBinary => Minimum == 0 && Maximum == 1 && OnlyZeroAndOne;

    public bool IsConstant => Minimum == Maximum;

    /// <summary>Whether the values rise or fall throughout, in more than two steps.</summary>
    public bool IsSorted => Math.Min(_rises, _falls) == 0 && Math.Max(_rises, _falls) > 2;

    public double Mean => _first + _sum / Count;

    /// <summary>The population standard deviation.</summary>
    public double StandardDeviation => Math.Sqrt(Math.Max(0, (_sumOfSquares - _sum * _sum / Count) / Count));

    private bool OnlyZeroAndOne { get; set; } = true;

    public void Add(double value)
    {
        if (Count++ == 0)
            _first = _last = value;
        _rises += value > _last ? 1 : 0;
        _falls += value < _last ? 1 : 0;
        _last = value;
        Minimum = Math.Min(Minimum, value);
        Maximum = Math.Max(Maximum, value);
        OnlyZeroAndOne &= value is 0 or 1;
        double centred = value - _first;
        _sum += centred;
        _sumOfSquares += centred * centred;
    }
}
