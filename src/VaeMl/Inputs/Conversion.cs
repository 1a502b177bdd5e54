namespace VaeMl.Inputs;

/// <summary>How a type's values become features.</summary>
internal abstract class Conversion<T>
    where T : struct
{
    /// <summary>Whether finite values can become infinite features, and different ones the same.</summary>
    public virtual bool Rounds => false;

    /// <param name="values">As the source holds them.</param>
    /// <param name="features">As many.</param>
    public abstract void ToSingle(ReadOnlySpan<T> values, Span<float> features);

    /// <summary>A value without rounding.</summary>
    public abstract double Exact(T value);
}
