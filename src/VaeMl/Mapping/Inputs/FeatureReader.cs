namespace VaeMl.Mapping.Inputs;

/// <summary>Reads the features of a source's present row, and allocates nothing for it.</summary>
internal abstract class FeatureReader
{
    /// <summary>Reads all of them.</summary>
    /// <param name="features">As many as the column's kind says; NaN where missing.</param>
    /// <exception cref="VaeDataException">The row does not hold that many.</exception>
    public abstract void Read(Span<float> features);

    /// <summary>A value of the row that was read last, as exactly as the source holds it.</summary>
    /// <param name="feature">Which, from 0.</param>
    public abstract double Exact(int feature);
}
