using System.Globalization;
using VaeMl.Data;
using VaeMl.Messages;

namespace VaeMl.Training;

/// <summary>One pass over the data: which rows can be used, and each feature's range and moments or levels, in double precision.</summary>
internal sealed class DataSummary
{
    private const double MostOfOneValue = 0.95;

    // For a table that is not in memory, a sample of this size is used whenever rows are needed again.
    private const int MostRowsOfSample = 65_536;
    private readonly VaeData _data;

    public DataSummary(VaeData data, CancellationToken cancellation)
    {
        _data = data;
        int d = data.FeatureCount;
        if (data.Count == 0 || d == 0)
            throw new VaeDataException($"There is nothing to train on: the data has {Counted.Format(data.Count, "row")} and {Counted.Format(d, "feature")}.");
        Features = [.. data.Levels.Select(levels => new FeatureSummary(levels?.Count ?? 0))];
        (Sample, UsableRows) = data.IsInMemory ? (data, Add(cancellation)) : AddAndSample(cancellation);
        CheckEnough();
    }

    /// <summary>The data, or for a table that is not in memory, an evenly spread sample of its rows.</summary>
    public VaeData Sample { get; }

    /// <summary>The rows of <see cref="Sample"/> that have at least one observed value.</summary>
    public int[] UsableRows { get; }

    /// <summary>The number of rows of the data that have at least one observed value.</summary>
    public int UsableCount { get; private set; }

    public int RowsSkipped => _data.Count - UsableCount;

    public bool HasMissing => Array.Exists(Features, feature => feature.Count < UsableCount);

    /// <summary>
    /// Whether there are categories: declared ones, or features that hold only 0 and 1. Categories with nearly all rows at one value do not count.
    /// </summary>
    public bool HasCategories => Array.Exists(Features, feature => (feature.IsBinary || feature.IsCategory) && feature.LargestShare <= MostOfOneValue);

    /// <summary>d summaries.</summary>
    public FeatureSummary[] Features { get; }

    public IEnumerable<string> Warnings()
    {
        for (int j = 0; j < Features.Length; j++)
            if (Features[j].IsConstant)
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Feature '{_data.FeatureNames[j]}' is constant at {ConstantOf(j)}: it carries no information.");
        for (int j = 0; j < Features.Length; j++)
            if (DescribeExtreme(j) is { } extreme)
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Feature '{_data.FeatureNames[j]}' holds {extreme}, more than a million times as far from the median as 99 % of its values: next to it, the model cannot tell the other values apart. Correct it, mark it missing (NaN) or drop the row.");
        if (RowsSkipped > 0)
            yield return $"{RowsSkipped} of {_data.Count} rows {(RowsSkipped == 1 ? "was" : "were")} skipped: nothing in them is observed.";
    }

    /// <summary>
    /// Names the feature's value that is farthest from the median and its place, as "900 in row 3", if it is more than <paramref name="ratio"/> times as far
    /// as 99 % of the values; otherwise null.
    /// </summary>
    public string? DescribeExtreme(int feature, double ratio = ExtremeValue.LargestRatio) =>
        !Features[feature].IsCategory && ExtremeValue.Find(Sample, UsableRows, feature, Features[feature], ratio) is { } row
            ? FormattableString.Invariant($"{_data[row][feature]} in {_data.PlaceOf(row)}") : null;

    private int[] Add(CancellationToken cancellation)
    {
        List<int> usable = new(_data.Count);
        for (int i = 0; i < _data.Count; i++)
        {
            if (i % 1024 == 0)
                cancellation.ThrowIfCancellationRequested();
            if (AddRow(i, _data[i]))
                usable.Add(i);
        }
        UsableCount = usable.Count;
        return [.. usable];
    }

    private (VaeData Sample, int[] UsableRows) AddAndSample(CancellationToken cancellation)
    {
        int d = _data.FeatureCount, most = (int)Math.Clamp(RowBudget.BytesInMemory(_data.MaxMemory) / (4L * d * sizeof(float)), 2, MostRowsOfSample);
        int stride = (_data.Count + most - 1) / most;
        VaeDataBuilder sample = new(d, _data.FeatureNames, _data.Levels);
        List<int> usable = [];
        new RowBlocks(_data).ForEachRow((index, row) =>
        {
            if (index % 1024 == 0)
                cancellation.ThrowIfCancellationRequested();
            bool isUsable = AddRow(index, row);
            UsableCount += isUsable ? 1 : 0;
            if (index % stride != 0)
                return;
            if (isUsable)
                usable.Add(sample.Count);
            sample.Add(row);
        });
        return (sample.Build(), [.. usable]);
    }

    private string ConstantOf(int feature) => _data.Levels[feature] is { } levels
        ? $"'{levels[(int)Features[feature].Minimum]}'"
        : ((float)Features[feature].Minimum).ToString(CultureInfo.InvariantCulture);

    private bool AddRow(int index, ReadOnlySpan<float> row)
    {
        for (int j = 0; j < row.Length; j++)
        {
            float value = row[j];
            if (float.IsNaN(value))
                continue;
            if (float.IsInfinity(value))
                throw VaeDataException.AtValue(
                    index,
                    _data.FeatureNames[j],
                    $"holds {(value > 0 ? "+∞" : "−∞")}; training needs finite values. Replace it, mark it missing (NaN) or drop the row.");
            if (_data.Levels[j] is { } levels && !(value >= 0 && value < levels.Count && value == MathF.Floor(value)))
                throw VaeDataException.AtValue(
                    index,
                    _data.FeatureNames[j],
                    FormattableString.Invariant($"holds {value}; a category with {Counted.Format(levels.Count, "level")} holds a level's number, 0 to {levels.Count - 1}. ") + "Add the level to the feature's levels, mark the value missing (NaN) or drop the row.");
            Features[j].Add(value, index);
        }
        return UsableRow.HasObserved(row);
    }

    private void CheckEnough()
    {
        for (int j = 0; j < Features.Length; j++)
            if (Features[j].Count == 0)
                throw new VaeDataException(
                    $"Feature '{_data.FeatureNames[j]}' has no observed value in {Counted.Format(_data.Count, "row")}. Leave it out, or fill it.",
                    feature: _data.FeatureNames[j]);
        if (UsableCount < 2)
            throw new VaeDataException(
                $"Training needs at least 2 rows with observed values; the data has {UsableCount}. Add rows.");
    }
}
