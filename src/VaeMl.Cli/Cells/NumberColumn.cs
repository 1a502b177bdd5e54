using System.Globalization;

namespace VaeMl.Cli.Cells;

/// <summary>
/// A column of numbers as people write them. 15.4 % is 0.154, true and yes are 1, false and no are 0, and currency signs are ignored. Ambiguous columns
/// are rejected: percentages among other numbers, two currencies, or a comma that may be a thousands separator or a decimal mark.
/// </summary>
internal sealed class NumberColumn : ColumnReader
{
    private readonly CultureInfo _culture;
    private readonly char _point;
    private readonly char? _thousands;
    private readonly Dictionary<Notations, (int Line, string Text)> _first = [];
    private Notations _seen;
    private bool _plain;
    private char? _currency;
    private (int Line, string Text)? _grouped, _undecided;
    private string? _problem;

    /// <param name="culture">The culture of the numbers.</param>
    /// <param name="thousands">The thousands separator; null to detect it from the cells.</param>
    public NumberColumn(CultureInfo culture, char? thousands)
    {
        (_culture, _thousands) = (culture, thousands);
        string point = culture.NumberFormat.NumberDecimalSeparator;
        _point = point.Length == 1 ? point[0] : '.';
    }

    public override string Expected => "is not a number";

    public override string? Problem => _problem;

    public override AmbiguousCell? Ambiguous
    {
        get
        {
            if (_grouped is not null || _undecided is not { } cell)
                return null;
            char other = _point == ',' ? '.' : ',';
            string asDecimal = cell.Text.Replace(other, _point);
            DecoratedNumber.TryRead(cell.Text, _point, other, out DecoratedNumber parted);
            DecoratedNumber.TryRead(asDecimal, _point, null, out DecoratedNumber whole);
            string mark = other == ',' ? "comma" : "point", remedy = other == ',' ? "--culture de-DE" : "no --culture";
            return new AmbiguousCell(cell.Line, cell.Text, string.Create(
                CultureInfo.InvariantCulture,
                $"'{cell.Text}' is {parted.Value} if its {mark} separates thousands, {whole.Value} if it is a decimal {mark}, and no cell of the column tells which. Give --thousands {other} for the first, {remedy} for the second."));
        }
    }

    public override bool TryRead(ReadOnlySpan<char> cell, int line, Span<float> values) => TryRead(cell, line, out values[0]);

    /// <summary>Reads the next cell.</summary>
    public bool TryRead(ReadOnlySpan<char> cell, int line, out float value)
    {
        if (!Cell.TryReadPlain(cell, _point, out value))
            return TryReadWithCare(cell, line, out value);
        // In a column of plain numbers, a plain number needs no further checks.
        if (_plain)
            return true;
        Notations notation = value == 0 ? Notations.None : value == 1 ? Notations.Number : Notations.Number | Notations.BeyondUnit;
        return (notation & ~_seen) == 0 || Record(notation, cell, line);
    }

    /// <summary>Reads the next cell in its raw form, if it is a plain number that needs no further checks.</summary>
    /// <param name="cell">The cell in UTF-8, possibly with quotes and surrounding blanks.</param>
    /// <param name="value">The number.</param>
    /// <returns>False if the cell has not been read.</returns>
    public bool TryReadPlain(ReadOnlySpan<byte> cell, out float value)
    {
        value = float.NaN;
        return _plain && _point < 128 && Cell.TryReadPlain(cell, (byte)_point, out value);
    }

    private bool TryReadWithCare(ReadOnlySpan<char> cell, int line, out float value)
    {
        _problem = null;
        cell = cell.Trim();
        if (Cell.TryRead(cell, _culture, out value))
            return float.IsNaN(value) || value == 0 || Record(Notations.Number | Notations.BeyondUnit, cell, line);
        if (Cell.TryReadBoolean(cell, out value))
            return Record(Notations.Boolean, cell, line);
        if (!DecoratedNumber.TryRead(cell, _point, _thousands, out DecoratedNumber number))
        {
            if (_grouped is { } grouped && number.Grouping == Grouping.Impossible)
                _problem = $"The column's numbers use thousands separators, as in '{grouped.Text}' in line {grouped.Line}; correct the cell.";
            else if (_thousands is char thousands && cell.Contains(thousands))
                _problem = $"Its digits are not in groups of three, as --thousands {thousands} requires; correct the cell, or leave the flag out.";
            return false;
        }
        value = number.Value;
        if (number.Grouping == Grouping.Certain)
            _grouped ??= (line, cell.ToString());
        else if (number.Grouping == Grouping.Ambiguous)
            _undecided ??= (line, cell.ToString());
        if (number.Currency is char currency && currency != (_currency ??= currency))
        {
            _problem = $"The column has another currency, '{_first[Notations.Currency].Text}', in line {_first[Notations.Currency].Line}; convert them to one.";
            return false;
        }
        return Record(
            (number.Percent ? Notations.Percent : value == 0 ? Notations.None : Notations.Number | Notations.BeyondUnit)
            | (number.Currency is null ? Notations.None : Notations.Currency), cell, line);
    }

    /// <summary>Records a notation. Returns false if it cannot be combined with the earlier ones.</summary>
    private bool Record(Notations notation, ReadOnlySpan<char> cell, int line)
    {
        for (Notations one = Notations.Number; one <= Notations.Currency; one = (Notations)((int)one << 1))
            if (notation.HasFlag(one))
                _first.TryAdd(one, (line, cell.ToString()));
        _seen |= notation;
        _plain = (_seen & ~Notations.Currency) == (Notations.Number | Notations.BeyondUnit);
        if (_seen.HasFlag(Notations.Percent | Notations.Number))
            _problem = Mixed(Notations.Percent, Notations.Number, notation, "percentages", "numbers without a percent sign", "write all of them with the sign, or none");
        else if (_seen.HasFlag(Notations.Boolean | Notations.BeyondUnit))
            _problem = Mixed(Notations.Boolean, Notations.BeyondUnit, notation, "true and false", "numbers other than 0 and 1", "write them as one kind");
        else if (_seen.HasFlag(Notations.Boolean | Notations.Percent))
            _problem = Mixed(Notations.Boolean, Notations.Percent, notation, "true and false", "percentages", "write them as one kind");
        else
            return true;
        return false;
    }

    private string Mixed(Notations one, Notations other, Notations now, string ones, string others, string remedy)
    {
        (int line, string text) = now.HasFlag(one) ? _first[other] : _first[one];
        return $"The column holds both {ones} and {others} ('{text}' in line {line}); {remedy}.";
    }
}
