using Microsoft.ML;

namespace VaeMl.Inputs;

/// <summary>Reads a column of numbers, as scalars or in vectors.</summary>
internal abstract class NumberReader(DataViewSchema.Column column) : FeatureReader
{
    public DataViewSchema.Column Column => column;

    /// <summary>Whether finite values can become infinite, and different values equal.</summary>
    public abstract bool Rounds { get; }

    public override IEnumerable<(int First, NumberReader Reader)> Numbers => [(0, this)];

    /// <summary>A value of the row read last, without rounding.</summary>
    /// <param name="feature">The index of the feature, from 0.</param>
    public abstract double Exact(int feature);
}
