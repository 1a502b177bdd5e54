using System.Globalization;
using VaeMl.Cli.Cells;
using VaeMl.Data;

namespace VaeMl.Cli.Inference;

/// <summary>Looks at all cells of a column, to tell what it holds.</summary>
internal sealed class ColumnSurvey
{
    // A column that begins with so many numbers will hardly be a category; what levels it would have is counted in a second survey, if need be.
    private const int LevelsAtFirst = 1000;

    private readonly CultureInfo _culture;
    private readonly char? _thousands;
    private readonly char _point;
    private readonly bool _allLevels;
    private readonly DateReader _dateReader;
    private string? _first;
    private long _texts, _units, _lastWhole = long.MinValue;
    private bool _rises = true, _differs;

    /// <param name="culture">The culture of the file's numbers and dates.</param>
    /// <param name="thousands">What parts thousands, or null if the cells must tell.</param>
    /// <param name="allLevels">Whether levels are counted even among numbers.</param>
    public ColumnSurvey(CultureInfo culture, char? thousands, bool allLevels)
    {
        (_culture, _thousands, _allLevels, _dateReader) = (culture, thousands, allLevels, new DateReader(culture));
        _point = culture.NumberFormat.NumberDecimalSeparator is [var point] ? point : '.';
    }

    /// <summary>The number of cells without a value.</summary>
    public long Missing { get; private set; }

    /// <summary>The number of cells with a value.</summary>
    public long Observed { get; private set; }

    /// <summary>How many of them are numbers, or look like one in another culture.</summary>
    public long Numbers { get; private set; }

    /// <summary>How many of them are true, false, yes or no.</summary>
    public long Booleans { get; private set; }

    /// <summary>Those that are dates.</summary>
    public DateCounts Dates { get; } = new();

    /// <summary>All of them as levels, unless <see cref="LacksLevels"/>.</summary>
    public LevelCounts Levels { get; } = new();

    /// <summary>Whether levels were left uncounted.</summary>
    public bool LacksLevels => Levels.Count < Observed;

    /// <summary>The least number.</summary>
    public float Least { get; private set; } = float.PositiveInfinity;

    /// <summary>The greatest number.</summary>
    public float Greatest { get; private set; } = float.NegativeInfinity;

    /// <summary>The grid of the numbers.</summary>
    public GridSurvey Grid { get; } = new();

    /// <summary>Whether all cells with a value hold the same.</summary>
    public bool IsConstant => Observed > 0 && (!_differs || (Numbers == Observed && Least == Greatest));

    /// <summary>Whether every cell is true or false, some of them in words.</summary>
    public bool IsBoolean => Booleans > 0 && Booleans + _units == Observed;

    /// <summary>Whether every cell with a value is a date.</summary>
    public bool IsDate => Observed > 0 && Dates.Count == Observed;

    /// <summary>Whether the column is whole numbers, each greater than the one before.</summary>
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
        // Single precision would confuse long identifications.
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
        else if (Dates.Count >= _texts && _dateReader.TryRead(cell, out DateTime date))
        {
            Dates.Add(date);
        }
        else
        {
            _texts++;
        }
    }
}
