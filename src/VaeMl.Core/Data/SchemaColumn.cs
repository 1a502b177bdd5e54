using System.Globalization;
using VaeMl.Data;
using VaeMl.Messages;

namespace VaeMl;

/// <summary>A column of a table: its name, its kind and how its values become features. Immutable.</summary>
public sealed class SchemaColumn
{
    /// <summary>The name of the level that pools the rare levels of a category. It is the last one.</summary>
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

    /// <summary>What the column holds.</summary>
    public ColumnKind Kind { get; }

    /// <summary>The names of a category's c levels, in the order of their numbers; null for other kinds.</summary>
    public IReadOnlyList<string>? Levels { get; }

    /// <summary>Whether levels that are not in <see cref="Levels"/> count as the last of them, <see cref="OtherLevels"/>.</summary>
    public bool PoolsOtherLevels => Levels is [.., OtherLevels];

    /// <summary>The parts of a date that become features; none for other kinds.</summary>
    public DateParts Parts { get; }

    /// <summary>The date from which <see cref="DateParts.Elapsed"/> counts.</summary>
    public DateTime Origin { get; }

    /// <summary>The step of the grid on which the numbers lie, 1 for counts; 0 for numbers without a grid and for other kinds.</summary>
    public double Step { get; }

    /// <summary>The names of the column's features: the column's own name, or one name per feature of a date.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Creates a column of numbers.</summary>
    /// <param name="name">The column's name.</param>
    /// <returns>The column.</returns>
    /// <exception cref="ArgumentException">The name is empty or not well-formed Unicode.</exception>
    public static SchemaColumn Number(string name) => new(name, ColumnKind.Number);

    /// <summary>Creates a column of numbers on a grid: counts, or measurements recorded in steps.</summary>
    /// <remarks>
    /// <para>
    /// A value stands for its grid cell. It adds −log(density × step) to a score, the negative log of the cell's probability by the midpoint rule,
    /// unless the feature is on a logarithmic scale. Values are not rounded before they are scored. With the
    /// default likelihood, a column that holds 0 and 1 and nothing else in training is Bernoulli. Its terms are probabilities already, so the step has no effect.
    /// </para>
    /// <para>
    /// <see cref="VaeModel.Reconstruct"/>, <see cref="VaeModel.Decode"/> and <see cref="VaeModel.Sample"/> return grid values.
    /// </para>
    /// </remarks>
    /// <param name="name">The column's name.</param>
    /// <param name="step">The step of the grid, in the data's units, from 1e-30 to 1e30; 1 for counts. Every value is a whole multiple of it.</param>
    /// <returns>The column.</returns>
    /// <exception cref="ArgumentException">The name is empty or not well-formed Unicode, or the step is out of range.</exception>
    public static SchemaColumn Number(string name, double step) => step is >= 1e-30 and <= 1e30
        ? new(name, ColumnKind.Number, step: step)
        : throw new ArgumentException($"Column '{name}' needs a step from 1e-30 to 1e30; {step.ToString(CultureInfo.InvariantCulture)} was given.", nameof(step));

    /// <summary>Creates a column of Booleans.</summary>
    /// <param name="name">The column's name.</param>
    /// <returns>The column.</returns>
    /// <exception cref="ArgumentException">The name is empty or not well-formed Unicode.</exception>
    public static SchemaColumn Boolean(string name) => new(name, ColumnKind.Boolean);

    /// <summary>Creates a column of categories.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="levels">The levels in the order of their numbers. If the last one is <see cref="OtherLevels"/>, unlisted levels count as it.</param>
    /// <returns>The column.</returns>
    /// <exception cref="ArgumentException">The name is empty, there are no levels, a level occurs twice, or a name is not well-formed Unicode.</exception>
    public static SchemaColumn Category(string name, IReadOnlyList<string> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        return FeatureLevels.Problem([levels], [name]) is { } problem
            ? throw new ArgumentException(problem, nameof(levels))
            : new SchemaColumn(name, ColumnKind.Category, [.. levels]);
    }

    /// <summary>Creates a column of dates or times.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="parts">The parts that become features, at least one.</param>
    /// <param name="origin">The date from which <see cref="DateParts.Elapsed"/> counts.</param>
    /// <returns>The column.</returns>
    /// <exception cref="ArgumentException">The name is empty or not well-formed Unicode, or no part is given.</exception>
    public static SchemaColumn Date(string name, DateParts parts, DateTime origin = default) => parts is > 0 and <= (DateParts.TimeOfDay | DateParts.DayOfWeek | DateParts.Elapsed)
        ? new(name, ColumnKind.DateTime, parts: parts, origin: origin)
        : throw new ArgumentException($"Column '{name}' needs at least one part of a date for a feature; {parts} was given.", nameof(parts));

    /// <summary>Finds the number of a level.</summary>
    /// <param name="level">The level's name, compared character by character.</param>
    /// <returns>The number, from 0. For a level that is not in <see cref="Levels"/>, that of <see cref="OtherLevels"/> if rare levels are pooled, else −1.</returns>
    /// <exception cref="InvalidOperationException">The column is not a category.</exception>
    public int LevelOf(ReadOnlySpan<char> level)
    {
        if (Levels is null)
            throw new InvalidOperationException($"Column '{Name}' has no levels; it holds {Kind}.");
        return _levels.TryGetValue(level, out int number) ? number : PoolsOtherLevels ? Levels.Count - 1 : -1;
    }

    /// <summary>Computes a date's features. For a column that is not a date it writes nothing.</summary>
    /// <param name="value">The date.</param>
    /// <param name="features">Receives one value for each feature of the column.</param>
    /// <exception cref="IndexOutOfRangeException">The span is shorter than the number of features.</exception>
    public void Encode(DateTime value, Span<float> features)
    {
        int next = 0;
        // HasFlag allocates in unoptimised code.
        if ((Parts & DateParts.TimeOfDay) != 0)
            Circle(value.TimeOfDay / TimeSpan.FromDays(1), features, ref next);
        if ((Parts & DateParts.DayOfWeek) != 0)
            Circle(((int)value.DayOfWeek + 6) % 7 / 7.0, features, ref next);
        if ((Parts & DateParts.Elapsed) != 0)
            features[next] = (float)(value - Origin).TotalDays;
    }

    /// <summary>Formats a value for people: a level's name, a weekday and time, or a number.</summary>
    /// <param name="features">The values of the column's features, from data or from a reconstruction.</param>
    /// <param name="culture">The culture for numbers and weekdays.</param>
    /// <returns>The text; "missing" for a missing value.</returns>
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

    /// <summary>The date after a number of days. Outside the range of dates, which a reconstruction can reach, it is the first or last one.</summary>
    private DateTime Date(float days)
    {
        DateTime first = DateTime.MinValue.AddDays(1), last = DateTime.MaxValue.AddDays(-1);
        return days <= (first - Origin).TotalDays ? first : days >= (last - Origin).TotalDays ? last : float.IsNaN(days) ? Origin : Origin.AddDays(days);
    }

    /// <summary>Writes sine and cosine of an angle given in turns.</summary>
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
