namespace VaeMl.Inputs;

/// <summary>Reads the features of a source's current row without allocating.</summary>
internal abstract class FeatureReader
{
    /// <summary>The readers of numeric columns it consists of, each with the index of its first feature.</summary>
    public virtual IEnumerable<(int First, NumberReader Reader)> Numbers => [];

    /// <summary>Reads all features of the row.</summary>
    /// <param name="features">Receives the features of the columns; NaN where missing. Its length is their number.</param>
    /// <exception cref="VaeDataException">The row has another number of features.</exception>
    public abstract void Read(Span<float> features);
}
