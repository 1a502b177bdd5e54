using VaeMl.Likelihoods;

namespace VaeMl.Training;

/// <summary>The range and moments of a feature's observed values, or the frequency of each level of a category.</summary>
/// <param name="levels">The number of levels of a category; 0 for a numeric feature.</param>
internal sealed class FeatureSummary(int levels = 0)
{
    private readonly int[] _levelCounts = new int[levels];
    // Sums are relative to the first value, to avoid cancellation for values far from zero or as small as 1e-12.
    private double _first;
    private double _sum;
    private double _sumOfSquares;
    private double _last;
    private int _rises;
    private int _falls;

    public int Count { get; private set; }

    public double Minimum { get; private set; } = double.PositiveInfinity;

    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>The first row that holds <see cref="Minimum"/>.</summary>
    public int MinimumRow { get; private set; }

    /// <summary>The first row that holds <see cref="Maximum"/>.</summary>
    public int MaximumRow { get; private set; }

    public bool IsCategory => _levelCounts.Length > 0;

    /// <summary>Whether the feature is numeric, all values are 0 or 1, and both occur.</summary>
    public bool IsBinary => !IsCategory && Minimum == 0 && Maximum == 1 && OnlyZeroAndOne;

    public bool IsConstant => Minimum == Maximum;

    /// <summary>Whether the values rise throughout or fall throughout, in more than two steps.</summary>
    public bool IsSorted => Math.Min(_rises, _falls) == 0 && Math.Max(_rises, _falls) > 2;

    public double Mean => _first + _sum / Count;

    /// <summary>The population standard deviation.</summary>
    public double StandardDeviation => Math.Sqrt(Math.Max(0, (_sumOfSquares - _sum * _sum / Count) / Count));

    private bool OnlyZeroAndOne { get; set; } = true;

    /// <summary>The frequency of each level of a category among the observed values.</summary>
    public IEnumerable<float> Frequencies => _levelCounts.Select(count => (float)((double)count / Count));

    /// <summary>The frequency of the most common observed value, for a category or a feature that <see cref="IsBinary"/>.</summary>
    public double LargestShare => IsCategory ? (double)_levelCounts.Max() / Count : Math.Max(Mean, 1 - Mean);

    public void Add(double value, int row = 0)
    {
        if (Count++ == 0)
            _first = _last = value;
        _rises += value > _last ? 1 : 0;
        _falls += value < _last ? 1 : 0;
        _last = value;
        if (IsCategory)
            _levelCounts[(int)value]++;
        if (value < Minimum)
            (Minimum, MinimumRow) = (value, row);
        if (value > Maximum)
            (Maximum, MaximumRow) = (value, row);
        OnlyZeroAndOne &= value is 0 or 1;
        double centred = value - _first;
        _sum += centred;
        _sumOfSquares += centred * centred;
    }

    /// <summary>The summary of a feature's values on the <see cref="LogScale"/>.</summary>
    public static FeatureSummary OnLogScale(VaeData data, ReadOnlySpan<int> rows, int feature, float c)
    {
        FeatureSummary summary = new();
        foreach (int row in rows)
            if (data[row][feature] is var value && !float.IsNaN(value))
                summary.Add(LogScale.Apply(value, c));
        return summary;
    }
}
