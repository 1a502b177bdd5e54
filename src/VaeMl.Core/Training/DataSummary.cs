using System.Globalization;

namespace VaeMl.Training;

/// <summary>One pass over the data: which rows can be trained on, and each feature's range and moments or levels, in double precision.</summary>
internal sealed class DataSummary
{
    private const double MostOfOneValue = 0.95;
    private readonly VaeData _data;

    public DataSummary(VaeData data, CancellationToken cancellation)
    {
        _data = data;
        int d = data.FeatureCount;
        if (data.Count == 0 || d == 0)
            throw new VaeDataException($"There is nothing to train on: the data has {Counted.Of(data.Count, "row")} and {Counted.Of(d, "feature")}.");
        Features = [.. data.Levels.Select(levels => new FeatureSummary(levels?.Count ?? 0))];
        List<int> usable = new(data.Count);
        for (int i = 0; i < data.Count; i++)
        {
            if (i % 1024 == 0)
                cancellation.ThrowIfCancellationRequested();
            if (AddRow(i, data[i]))
                usable.Add(i);
        }
        UsableRows = [.. usable];
        CheckEnough();
    }

    /// <summary>The rows in which something is observed.</summary>
    public int[] UsableRows { get; }

    public int RowsSkipped => _data.Count - UsableRows.Length;

    public bool HasMissing => Array.Exists(Features, feature => feature.Count < UsableRows.Length);

    /// <summary>Whether there are categories: features that are declared to be, or hold 0 and 1 and nothing else. A value in nearly all rows tells none apart.</summary>
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
            if (!Features[j].IsCategory && ExtremeValue.Of(_data, UsableRows, j, Features[j]) is { } row)
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Feature '{_data.FeatureNames[j]}' holds {_data[row][j]} in {_data.PlaceOf(row)}, more than a million times as far from the median as 99 % of its values: beside it they look alike to the model. Correct it, mark it missing (NaN) or drop the row.");
        if (RowsSkipped > 0)
            yield return $"{RowsSkipped} of {_data.Count} rows {(RowsSkipped == 1 ? "was" : "were")} skipped: nothing in them is observed.";
    }

    private string ConstantOf(int feature) => _data.Levels[feature] is { } levels
        ? $"'{levels[(int)Features[feature].Minimum]}'"
        : ((float)Features[feature].Minimum).ToString(CultureInfo.InvariantCulture);

    private bool AddRow(int index, ReadOnlySpan<float> row)
    {
        bool observed = false;
        for (int j = 0; j < row.Length; j++)
        {
            float value = row[j];
            if (float.IsNaN(value))
                continue;
            if (float.IsInfinity(value))
                throw new VaeDataException(
                    $"Row {index}, feature '{_data.FeatureNames[j]}' holds {(value > 0 ? "+∞" : "−∞")}; "
                    + "training needs finite values. Replace it, mark it missing (NaN) or drop the row.",
                    index,
                    _data.FeatureNames[j]);
            if (_data.Levels[j] is { } levels && !(value >= 0 && value < levels.Count && value == MathF.Floor(value)))
                throw new VaeDataException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Row {index}, feature '{_data.FeatureNames[j]}' holds {value}; a category with {Counted.Of(levels.Count, "level")} holds a level's number, 0 to {levels.Count - 1}. ")
                    + "Add the level to the feature's levels, mark the value missing (NaN) or drop the row.",
                    index,
                    _data.FeatureNames[j]);
            observed = true;
            Features[j].Add(value, index);
        }
        return observed;
    }

    private void CheckEnough()
    {
        for (int j = 0; j < Features.Length; j++)
            if (Features[j].Count == 0)
                throw new VaeDataException(
                    $"Feature '{_data.FeatureNames[j]}' has no observed value in {Counted.Of(_data.Count, "row")}. Leave it out, or fill it.",
                    feature: _data.FeatureNames[j]);
        if (UsableRows.Length < 2)
            throw new VaeDataException(
                $"Training needs at least 2 rows with observed values; the data has {UsableRows.Length}. Add rows.");
    }
}
