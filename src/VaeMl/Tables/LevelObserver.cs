using System.Globalization;
using VaeMl.Data;
using VaeMl.Inputs;

namespace VaeMl.Tables;

/// <summary>Collects the levels of a category.</summary>
internal sealed class LevelObserver(string name, LevelSource levels) : ColumnObserver
{
    // Below this share, most rows fall into the merged level.
    private const double LeastShareNamed = 0.5;

    private readonly LevelCounts _counts = new();

    public override void Read()
    {
        ReadOnlySpan<char> level = levels.Read();
        if (!level.IsEmpty)
            _counts.Add(level);
    }

    public override SchemaColumn Column(Action<string> warn)
    {
        if (_counts.Count == 0)
            throw Useless(name, "is missing in every row");
        if (_counts.AllDistinct)
            throw Useless(name, "holds a different level in every row, like an ID or free text, from which nothing can be learned");
        double share = _counts.ShareNamed();
        if (share < LeastShareNamed)
            warn(string.Create(
                CultureInfo.InvariantCulture,
                $"Column '{name}' holds at least {_counts.Distinct} levels; the frequent ones cover {share:P0} of its values, and the others count as one, ")
                + $"'{SchemaColumn.OtherLevels}'. If it is an ID or free text, leave it out of {nameof(VaeColumns.InputColumnNames)}.");
        return SchemaColumn.Category(name, _counts.Levels());
    }
}
