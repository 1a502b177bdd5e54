using Microsoft.ML;

namespace VaeMl.Inputs;

/// <summary>Reads a column of numbers, alone or in vectors.</summary>
internal abstract class NumberReader(DataViewSchema.Column column) : FeatureReader
{
    public DataViewSchema.Column Column => column;

    /// <summary>Whether finite values can become infinite features, and different ones the same.</summary>
    public abstract bool Rounds { get; }

    public override IEnumerable<(int First, NumberReader Reader)> Numbers => [(0, this)];

    /// <summary>A value of the row that was read last, as exactly as the source holds it.</summary>
    /// <param name="feature">Which, from 0.</param>
    public abstract double Exact(int feature);
}
