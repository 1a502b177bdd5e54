using System.Globalization;
using VaeMl.Mapping;
using VaeMl.Mapping.Inputs;

namespace VaeMl.Fitting;

/// <summary>Watches what is lost where Double is read as Single: values beyond its range, and differences below its steps.</summary>
internal sealed class PrecisionCheck
{
    // A feature of fewer steps than this over its whole range is visibly a grid.
    private const double FewestSteps = 256;

    private readonly InputColumn _column;
    private readonly float[] _least, _greatest;
    private readonly double[] _first;
    private readonly bool[] _varies;

    public PrecisionCheck(InputColumn column)
    {
        _column = column;
        (_least, _greatest) = (new float[column.Width], new float[column.Width]);
        (_first, _varies) = (new double[column.Width], new bool[column.Width]);
        Array.Fill(_least, float.PositiveInfinity);
        Array.Fill(_greatest, float.NegativeInfinity);
        Array.Fill(_first, double.NaN);
    }

    /// <param name="features">A row as Single.</param>
    /// <param name="reader">Which has just read it.</param>
    /// <param name="row">Its number, from 0.</param>
    /// <exception cref="VaeDataException">A value is finite, and beyond the range of Single.</exception>
    public void Add(ReadOnlySpan<float> features, FeatureReader reader, int row)
    {
        for (int j = 0; j < features.Length; j++)
        {
            float value = features[j];
            if (float.IsInfinity(value) && double.IsFinite(reader.Exact(j)))
                throw TooLarge(row, j, reader.Exact(j));
            _least[j] = value < _least[j] ? value : _least[j];
            _greatest[j] = value > _greatest[j] ? value : _greatest[j];
            if (_least[j] == _greatest[j] && !_varies[j])
                Compare(j, reader.Exact(j));
        }
    }

    public IEnumerable<string> Warnings()
    {
        for (int j = 0; j < _least.Length; j++)
        {
            double step = StepAt(Math.Max(Math.Abs(_least[j]), Math.Abs(_greatest[j])));
            bool isConstant = _least[j] == _greatest[j];
            if (isConstant ? _varies[j] : (double)_greatest[j] - _least[j] < FewestSteps * step)
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Feature '{NameOf(j)}' is Double and is read as Single, which has steps of {step} there: its values, ")
                    + string.Create(CultureInfo.InvariantCulture, $"from {(double)_least[j]} to {(double)_greatest[j]}, are hardly told apart. ")
                    + "Subtract a constant first, such as the least value.";
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
            $"Row {row}, feature '{NameOf(feature)}' holds {value:R}, and features are read as Single, which ends at ±{float.MaxValue:G3}. ")
        + "Divide the column by a constant, replace the value, mark it missing (NaN) or drop the row.",
        row,
        NameOf(feature));

    private string NameOf(int feature) => _column.Names?[feature] ?? string.Create(CultureInfo.InvariantCulture, $"f{feature}");

    private static double StepAt(float magnitude) => (double)MathF.BitIncrement(magnitude) - magnitude;
}
