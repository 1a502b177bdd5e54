namespace VaeMl.Inputs;

/// <summary>Reads the features of a source's present row, and allocates nothing for it.</summary>
internal abstract class FeatureReader
{
    /// <summary>The readers of numbers among its parts, each with the place of its first feature.</summary>
    public virtual IEnumerable<(int First, NumberReader Reader)> Numbers => [];

    /// <summary>Reads all of them.</summary>
    /// <param name="features">As many as the columns give; NaN where missing.</param>
    /// <exception cref="VaeDataException">The row does not hold that many.</exception>
    public abstract void Read(Span<float> features);
}
