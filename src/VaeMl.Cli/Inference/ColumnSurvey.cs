using System.Globalization;
using VaeMl.Cli.Cells;
using VaeMl.Data;

namespace VaeMl.Cli.Inference;

/// <summary>Collects statistics of all cells of a column.</summary>
internal sealed class ColumnSurvey
{
    // A column that starts with this many numbers is unlikely to be a category. If it is one, a second survey counts its levels.
    private const int LevelsAtFirst = 1000;

    private readonly CultureInfo _culture;
    private readonly char? _thousands;
    private readonly char _point;
    private readonly bool _allLevels;
    private readonly DateParser _dateParser;
    private string? _first;
    private long _texts, _units, _lastWhole = long.MinValue;
    private bool _rises = true, _differs;

    /// <param name="culture">The culture of the file's numbers and dates.</param>
    /// <param name="thousands">The thousands separator; null to detect it from the cells.</param>
    /// <param name="allLevels">Whether to count all levels, even if the cells are numbers.</param>
    public ColumnSurvey(CultureInfo culture, char? thousands, bool allLevels)
    {
        (_culture, _thousands, _allLevels, _dateParser) = (culture, thousands, allLevels, new DateParser(culture));
        _point = culture.NumberFormat.NumberDecimalSeparator is [var point] ? point : '.';
    }

    /// <summary>The number of missing values.</summary>
    public long Missing { get; private set; }

    /// <summary>The number of observed values.</summary>
    public long Observed { get; private set; }

    /// <summary>The number of values that are numbers, or would be in another culture.</summary>
    public long Numbers { get; private set; }

    /// <summary>The number of values that are true, false, yes or no.</summary>
    public long Booleans { get; private set; }

    /// <summary>The values that are dates.</summary>
    public DateCounts Dates { get; } = new();

    /// <summary>All values as levels, unless <see cref="LacksLevels"/>.</summary>
    public LevelCounts Levels { get; } = new();

    /// <summary>Whether some levels were not counted.</summary>
    public bool LacksLevels => Levels.Count < Observed;

    /// <summary>The smallest number.</summary>
    public float Least { get; private set; } = float.PositiveInfinity;

    /// <summary>The largest number.</summary>
    public float Greatest { get; private set; } = float.NegativeInfinity;

    /// <summary>The grid of the numbers.</summary>
    public GridSurvey Grid { get; } = new();

    /// <summary>Whether all observed values are equal.</summary>
    public bool IsConstant => Observed > 0 && (!_differs || (Numbers == Observed && Least == Greatest));

    /// <summary>Whether all observed values are Booleans, at least one of them written as a word.</summary>
    public bool IsBoolean => Booleans > 0 && Booleans + _units == Observed;

    /// <summary>Whether all observed values are dates.</summary>
    public bool IsDate => Observed > 0 && Dates.Count == Observed;

    /// <summary>Whether the column holds strictly increasing whole numbers, without missing values.</summary>
    public bool Rises => _rises && Missing == 0;

    public void Add(ReadOnlySpan<char> cell)
    {
        bool isNumber = Cell.TryReadPlain(cell, _point, out float number);
        if (!isNumber)
        {
            cell = cell.Trim();
            isNumber = Cell.TryRead(cell, _culture, out number);
            if (isNumber && float.IsNaN(number))
            {
                Missing++;
                return;
            }
        }
        Observed++;
        if (isNumber)
            AddNumber(cell, number);
        else
            AddOther(cell);
        _first ??= cell.ToString();
        _differs = _differs || !cell.SequenceEqual(_first);
        if (_allLevels || _texts > 0 || Observed <= LevelsAtFirst)
            Levels.Add(cell);
    }

    private void AddNumber(ReadOnlySpan<char> cell, float number)
    {
        Numbers++;
        _units += number is 0 or 1 ? 1 : 0;
        Found(number);
        if (!_rises)
            return;
        // Parsed as integers, because long IDs would collide in single precision.
        _rises = long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) && whole > _lastWhole;
        _lastWhole = whole;
    }

    private void Found(float number)
    {
        (Least, Greatest) = (Math.Min(Least, number), Math.Max(Greatest, number));
        Grid.Add(number);
    }

    private void AddOther(ReadOnlySpan<char> cell)
    {
        _rises = false;
        if (Cell.TryReadBoolean(cell, out _))
        {
            Booleans++;
        }
        else if (DecoratedNumber.TryRead(cell, _point, _thousands, out DecoratedNumber decorated))
        {
            Numbers++;
            Found(decorated.Value);
        }
        else if (Cell.HasDecimalComma(cell, _culture))
        {
            Numbers++;
        }
        else if (Dates.Count >= _texts && _dateParser.TryRead(cell, out DateTime date))
        {
            Dates.Add(date);
        }
        else
        {
            _texts++;
        }
    }
}
