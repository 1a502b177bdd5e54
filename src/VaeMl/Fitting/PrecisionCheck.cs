using System.Globalization;
using Microsoft.ML.Data;
using VaeMl.Inputs;

namespace VaeMl.Fitting;

/// <summary>
/// Detects what is lost when Double or long integers are read as Single: values beyond its range, and differences below its resolution.
/// </summary>
internal sealed class PrecisionCheck
{
    // A feature whose range has fewer steps than this is visibly quantised.
    private const double FewestSteps = 256;

    private readonly NumberReader _reader;
    private readonly int _start;
    private readonly IReadOnlyList<string> _names;
    private readonly float[] _least, _greatest;
    private readonly double[] _first;
    private readonly bool[] _varies;

    /// <param name="reader">The reader of the numbers.</param>
    /// <param name="start">The index of its first feature in a row.</param>
    /// <param name="names">The names of all features of a row.</param>
    public PrecisionCheck(NumberReader reader, int start, IReadOnlyList<string> names)
    {
        (_reader, _start, _names) = (reader, start, names);
        int width = reader.Column.Type is VectorDataViewType vector ? vector.Size : 1;
        (_least, _greatest) = (new float[width], new float[width]);
        (_first, _varies) = (new double[width], new bool[width]);
        Array.Fill(_least, float.PositiveInfinity);
        Array.Fill(_greatest, float.NegativeInfinity);
        Array.Fill(_first, double.NaN);
    }

    /// <param name="features">The row as Single, as the reader has just read it.</param>
    /// <param name="row">The row number, from 0.</param>
    /// <exception cref="VaeDataException">A finite value is beyond the range of Single.</exception>
    public void Add(ReadOnlySpan<float> features, int row)
    {
        for (int j = 0; j < _least.Length; j++)
        {
            float value = features[_start + j];
            if (float.IsInfinity(value) && double.IsFinite(_reader.Exact(j)))
                throw TooLarge(row, j, _reader.Exact(j));
            _least[j] = value < _least[j] ? value : _least[j];
            _greatest[j] = value > _greatest[j] ? value : _greatest[j];
            if (_least[j] == _greatest[j] && !_varies[j])
                Compare(j, _reader.Exact(j));
        }
    }

    private DataViewType ItemType => _reader.Column.Type is VectorDataViewType vector ? vector.ItemType : _reader.Column.Type;

    public IEnumerable<string> Warnings()
    {
        for (int j = 0; j < _least.Length; j++)
        {
            double step = StepAt(Math.Max(Math.Abs(_least[j]), Math.Abs(_greatest[j])));
            bool isConstant = _least[j] == _greatest[j];
            if (isConstant ? _varies[j] : (double)_greatest[j] - _least[j] < FewestSteps * step)
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Feature '{NameOf(j)}' is {ItemType} and is read as Single, which has steps of {step} there: its values, ")
                    + string.Create(CultureInfo.InvariantCulture, $"from {(double)_least[j]} to {(double)_greatest[j]}, can hardly be distinguished. ")
                    + "Subtract a constant first, such as the smallest value.";
        }
    }

    private void Compare(int feature, double value)
    {
        if (double.IsNaN(_first[feature]))
            _first[feature] = value;
        _varies[feature] |= !double.IsNaN(value) && value != _first[feature];
    }

    private VaeDataException TooLarge(int row, int feature, double value) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Row {row}, feature '{NameOf(feature)}' holds {value:R}, and features are read as Single, whose range is ±{float.MaxValue:G3}. ")
        + "Divide the column by a constant, replace the value, mark it missing (NaN) or drop the row.",
        row,
        NameOf(feature));

    private string NameOf(int feature) => _names[_start + feature];

    private static double StepAt(float magnitude) => (double)MathF.BitIncrement(magnitude) - magnitude;
}
