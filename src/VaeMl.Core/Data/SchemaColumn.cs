using System.Globalization;
using VaeMl.Data;
using VaeMl.Messages;

namespace VaeMl;

/// <summary>A column of a table: its name, its kind and how its values become features. Immutable.</summary>
public sealed class SchemaColumn
{
    /// <summary>The name of the last level of a category that pools its rare levels.</summary>
    public const string OtherLevels = "(other)";

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _levels;

    private SchemaColumn(string name, ColumnKind kind, IReadOnlyList<string>? levels = null, DateParts parts = DateParts.None, DateTime origin = default, double step = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!UnicodeText.IsWellFormed(name))
            throw new ArgumentException($"A column is named '{name}', {UnicodeText.Fault}", nameof(name));
        (Name, Kind, Levels, Parts, Origin, Step) = (name, kind, levels, parts, origin, step);
        FeatureNames = [.. NamesOf(name, kind, parts)];
        if (levels is not null)
            _levels = levels.Index().ToDictionary(level => level.Item, level => level.Index).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>What it holds.</summary>
    public ColumnKind Kind { get; }

    /// <summary>A category's levels by their numbers, c of them; null for other kinds.</summary>
    public IReadOnlyList<string>? Levels { get; }

    /// <summary>Whether every level that is not among <see cref="Levels"/> counts as the last of them, <see cref="OtherLevels"/>.</summary>
    public bool PoolsOtherLevels => Levels is [.., OtherLevels];

    /// <summary>What of a date becomes features; nothing for other kinds.</summary>
    public DateParts Parts { get; }

    /// <summary>From when on <see cref="DateParts.Elapsed"/> counts.</summary>
    public DateTime Origin { get; }

    /// <summary>What every number of a grid is a whole multiple of, 1 for counts; 0 for numbers without a grid and for other kinds.</summary>
    public double Step { get; }

    /// <summary>The names of the features that the column becomes: its own, or for dates one for each number.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>A column of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">The name is empty or no Unicode text.</exception>
    public static SchemaColumn Number(string name) => new(name, ColumnKind.Number);

    /// <summary>A column of numbers on a grid: counts, or measurements recorded in steps.</summary>
    /// <remarks>
    /// A value stands for its cell of the grid: what it adds to a score is −log of the density times the step, the cell's probability as its middle tells it, unless
    /// the feature is on a logarithmic scale. <see cref="VaeModel.Reconstruct"/>, <see cref="VaeModel.Decode"/> and <see cref="VaeModel.Sample"/> give values of the grid.
    /// Nothing is rounded before it is scored. Where all rows of a training hold 0 or 1, both are probabilities already, and the step changes nothing.
    /// </remarks>
    /// <param name="name">Its name.</param>
    /// <param name="step">What every value is a whole multiple of, in the data's units: 1 for counts; from 1e-30 to 1e30.</param>
    /// <exception cref="ArgumentException">The name is empty, or the step is out of range.</exception>
    public static SchemaColumn Number(string name, double step) => step is >= 1e-30 and <= 1e30
        ? new(name, ColumnKind.Number, step: step)
        : throw new ArgumentException($"Column '{name}' needs a step from 1e-30 to 1e30; {step.ToString(CultureInfo.InvariantCulture)} was given.", nameof(step));

    /// <summary>A column of Booleans.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">The name is empty or no Unicode text.</exception>
    public static SchemaColumn Boolean(string name) => new(name, ColumnKind.Boolean);

    /// <summary>A column of levels.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="levels">The levels in the order of their numbers. If the last is <see cref="OtherLevels"/>, levels that are not listed count as it.</param>
    /// <exception cref="ArgumentException">The name is empty, there is no level, one is there twice, or a name is no Unicode text.</exception>
    public static SchemaColumn Category(string name, IReadOnlyList<string> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        return FeatureLevels.Problem([levels], [name]) is { } problem
            ? throw new ArgumentException(problem, nameof(levels))
            : new SchemaColumn(name, ColumnKind.Category, [.. levels]);
    }

    /// <summary>A column of dates or times.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parts">What of them becomes features, at least one part.</param>
    /// <param name="origin">From when on <see cref="DateParts.Elapsed"/> counts.</param>
    /// <exception cref="ArgumentException">The name is empty or no Unicode text, or no part is asked for.</exception>
    public static SchemaColumn Date(string name, DateParts parts, DateTime origin = default) => parts is > 0 and <= (DateParts.TimeOfDay | DateParts.DayOfWeek | DateParts.Elapsed)
        ? new(name, ColumnKind.DateTime, parts: parts, origin: origin)
        : throw new ArgumentException($"Column '{name}' needs at least one part of a date for a feature; {parts} was given.", nameof(parts));

    /// <summary>The number of a level, or −1 for one that is not among <see cref="Levels"/> where rare levels are not pooled.</summary>
    /// <param name="level">The level's name, compared character by character.</param>
    /// <exception cref="InvalidOperationException">The column is no category.</exception>
    public int LevelOf(ReadOnlySpan<char> level)
    {
        if (Levels is null)
            throw new InvalidOperationException($"Column '{Name}' has no levels; it holds {Kind}.");
        return _levels.TryGetValue(level, out int number) ? number : PoolsOtherLevels ? Levels.Count - 1 : -1;
    }

    /// <summary>Writes a date's features.</summary>
    /// <param name="value">The date.</param>
    /// <param name="features">As many values as the column has features.</param>
    public void Encode(DateTime value, Span<float> features)
    {
        int next = 0;
        // HasFlag allocates where the code is not optimised.
        if ((Parts & DateParts.TimeOfDay) != 0)
            Circle(value.TimeOfDay / TimeSpan.FromDays(1), features, ref next);
        if ((Parts & DateParts.DayOfWeek) != 0)
            Circle(((int)value.DayOfWeek + 6) % 7 / 7.0, features, ref next);
        if ((Parts & DateParts.Elapsed) != 0)
            features[next] = (float)(value - Origin).TotalDays;
    }

    /// <summary>A value in words: a level's name, a weekday and a time, a number.</summary>
    /// <param name="features">The values of the column's features, of data or of a reconstruction.</param>
    /// <param name="culture">How numbers and days are written.</param>
    public string Describe(ReadOnlySpan<float> features, CultureInfo culture)
    {
        if (float.IsNaN(features[0]))
            return "missing";
        switch (Kind)
        {
            case ColumnKind.Boolean:
                return features[0] is 0 or 1 ? features[0] == 1 ? "true" : "false" : features[0].ToString("G3", culture);
            case ColumnKind.Category:
                return features[0] >= 0 && features[0] < Levels!.Count ? Levels[(int)features[0]] : "a level not seen in training";
            case ColumnKind.DateTime:
                return string.Join(' ', DescribeDate(features.ToArray(), culture));
            default:
                return features[0].ToString("G6", culture);
        }
    }

    private IEnumerable<string> DescribeDate(float[] features, CultureInfo culture)
    {
        int next = 0;
        string? time = Parts.HasFlag(DateParts.TimeOfDay) ? TimeOnly.MinValue.AddMinutes(Math.Floor(Turn() * 1440 + 0.5)).ToString("HH:mm", CultureInfo.InvariantCulture) : null;
        string? day = Parts.HasFlag(DateParts.DayOfWeek) ? culture.DateTimeFormat.GetAbbreviatedDayName((DayOfWeek)(((int)Math.Round(Turn() * 7) + 1) % 7)) : null;
        if (Parts.HasFlag(DateParts.Elapsed))
            yield return Date(features[next]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (day is not null)
            yield return day;
        if (time is not null)
            yield return time;

        double Turn()
        {
            double turn = Math.Atan2(features[next], features[next + 1]) / Math.Tau;
            next += 2;
            return turn < 0 ? turn + 1 : turn;
        }
    }

    /// <summary>The date after so many days; where there is none, as a reconstruction may ask for, the first or last.</summary>
    private DateTime Date(float days)
    {
        DateTime first = DateTime.MinValue.AddDays(1), last = DateTime.MaxValue.AddDays(-1);
        return days <= (first - Origin).TotalDays ? first : days >= (last - Origin).TotalDays ? last : float.IsNaN(days) ? Origin : Origin.AddDays(days);
    }

    /// <summary>Sine and cosine of so many turns.</summary>
    private static void Circle(double turns, Span<float> features, ref int next)
    {
        (double sine, double cosine) = Math.SinCos(Math.Tau * turns);
        features[next++] = (float)sine;
        features[next++] = (float)cosine;
    }

    private static IEnumerable<string> NamesOf(string name, ColumnKind kind, DateParts parts)
    {
        if (kind != ColumnKind.DateTime)
            return [name];
        return
        [
            .. parts.HasFlag(DateParts.TimeOfDay) ? [$"{name}, time of day (sin)", $"{name}, time of day (cos)"] : (string[])[],
            .. parts.HasFlag(DateParts.DayOfWeek) ? [$"{name}, day of week (sin)", $"{name}, day of week (cos)"] : (string[])[],
            .. parts.HasFlag(DateParts.Elapsed) ? [$"{name}, days"] : (string[])[],
        ];
    }
}
