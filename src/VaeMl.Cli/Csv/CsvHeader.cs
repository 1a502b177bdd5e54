using System.Globalization;
using VaeMl.Cli.Failures;

namespace VaeMl.Cli.Csv;

/// <summary>The names of a table's columns.</summary>
internal sealed class CsvHeader
{
    private readonly string _file;
    private readonly string[] _names;
    private readonly Dictionary<string, List<int>> _columns = new(StringComparer.Ordinal);

    public CsvHeader(string file, string[] names, CultureInfo culture)
    {
        _file = file;
        // A column without a name gets one, so that --exclude can refer to it.
        _names = [.. names.Select((name, column) => name.Length == 0 ? $"column{column + 1}" : name)];
        Unnamed = [.. Enumerable.Range(0, names.Length).Where(column => names[column].Length == 0)];
        for (int column = 0; column < _names.Length; column++)
        {
            if (!_columns.TryGetValue(_names[column], out List<int>? same))
                _columns.Add(_names[column], same = []);
            same.Add(column);
        }
        int last = Array.FindLastIndex(names, name => name.Length > 0);
        TrailingUnnamed = last < 0 ? [] : [.. Enumerable.Range(last + 1, names.Length - last - 1)];
        if (LooksLikeData(names, culture))
            throw new InputException(
                $"{file}, line 1: there are numbers where column names are expected; add a header line, or name the columns c1, c2, … with --no-header");
    }

    public int Count => _names.Length;

    /// <summary>The columns without a name in the file.</summary>
    public IReadOnlyList<int> Unnamed { get; }

    /// <summary>The unnamed columns after the last named one. They come from separators at the ends of lines, and their cells are then empty.</summary>
    public IReadOnlyList<int> TrailingUnnamed { get; }

    public string this[int column] => _names[column];

    /// <summary>Finds the column with a name.</summary>
    /// <exception cref="InputException">There is no such column, or more than one.</exception>
    public int Find(string name, string role)
    {
        if (_columns.TryGetValue(name, out List<int>? same))
            return RequireOnce(name, same);
        string? similar = _names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        string remedy = similar is null ? $"the columns are {Listed(_names)}" : $"did you mean '{similar}'?";
        throw new InputException($"{_file}, line 1: there is no column '{name}'{role}; {remedy}");
    }

    /// <summary>Throws if another column has the same name.</summary>
    public void RequireUnique(int column) => RequireOnce(_names[column], _columns[_names[column]]);

    private int RequireOnce(string name, List<int> columns) => columns.Count == 1
        ? columns[0]
        : throw new InputException(
            $"{_file}, line 1: the name '{name}' is used for columns {string.Join(" and ", columns.Select(c => c + 1))}; names must be unique.");

    private static string Listed(string[] names) =>
        string.Join(", ", names.Take(12)) + (names.Length > 12 ? $", … ({names.Length} in all)" : "");

    /// <summary>Whether a header looks like a row of numbers. Consecutive numbers count as names, because some programs write them so.</summary>
    private static bool LooksLikeData(string[] names, CultureInfo culture)
    {
        float[] numbers = new float[names.Length];
        for (int column = 0; column < names.Length; column++)
            if (!float.TryParse(names[column], NumberStyles.Float, culture, out numbers[column]))
                return false;
        return !numbers.Select((number, column) => number - column).All(difference => difference == numbers[0] && difference is 0 or 1);
    }
}
