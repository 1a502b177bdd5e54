namespace VaeMl.Data;

/// <summary>Counts the distinct values of a text column to make a category of it.</summary>
internal sealed class LevelCounts
{
    /// <summary>The largest number of levels of a category, including the pooled one.</summary>
    public const int MostLevels = 200;

    /// <summary>Levels with a smaller share of the values are pooled, because there is too little to learn from.</summary>
    public const double LeastShare = 0.001;

    // A column with more distinct values is free text or an identifier, and rows need the memory more.
    private const int MostTracked = 100_000;
    private readonly Dictionary<string, long> _counts = [];
    private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public LevelCounts() => _bySpan = _counts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The number of values.</summary>
    public long Count { get; private set; }

    /// <summary>The number of distinct levels; a lower bound if there are more than 100,000.</summary>
    public int Distinct => _counts.Count;

    /// <summary>Whether no value occurs twice.</summary>
    public bool AllDistinct => Distinct == Count;

    public void Add(ReadOnlySpan<char> level)
    {
        Count++;
        if (_bySpan.TryGetValue(level, out long count))
            _bySpan[level] = count + 1;
        else if (_counts.Count < MostTracked)
            _counts.Add(level.ToString(), 1);
    }

    /// <summary>
    /// The levels in ordinal order: at most 200, each in at least a thousandth of the rows and at least two. If there are several others, they are pooled
    /// as the last level, <see cref="SchemaColumn.OtherLevels"/>.
    /// </summary>
    public IReadOnlyList<string> Levels()
    {
        double least = Math.Max(2, LeastShare * Count);
        string[] kept = [.. _counts.Where(level => level.Value >= least && level.Key != SchemaColumn.OtherLevels)
            .OrderByDescending(level => level.Value).ThenBy(level => level.Key, StringComparer.Ordinal).Take(MostLevels).Select(level => level.Key)];
        if (Distinct <= kept.Length + 1 && Distinct <= MostLevels && _counts.Values.Sum() == Count)
            return [.. _counts.Keys.Where(level => level != SchemaColumn.OtherLevels).Order(StringComparer.Ordinal), .. _counts.ContainsKey(SchemaColumn.OtherLevels) ? [SchemaColumn.OtherLevels] : (string[])[]];
        return [.. kept.Take(MostLevels - 1).Order(StringComparer.Ordinal), SchemaColumn.OtherLevels];
    }

    /// <summary>The share of the values that have a level of their own in <see cref="Levels"/>, from 0 to 1.</summary>
    public double ShareNamed() => Count == 0 ? 0 : Levels().Sum(level => level == SchemaColumn.OtherLevels ? 0 : _counts[level]) / (double)Count;
}
