namespace VaeMl.Inputs;

/// <summary>Converts values of a type to features.</summary>
internal abstract class Conversion<T>
    where T : struct
{
    /// <summary>Whether finite values can become infinite, and different values equal.</summary>
    public virtual bool Rounds => false;

    /// <param name="values">The values in the source.</param>
    /// <param name="features">Receives as many features.</param>
    public abstract void ToSingle(ReadOnlySpan<T> values, Span<float> features);

    /// <summary>Converts a value without rounding.</summary>
    public abstract double Exact(T value);
}
