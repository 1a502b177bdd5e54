namespace VaeMl.Tests.Inputs;

/// <summary>The five features of <see cref="Models"/> as another type.</summary>
internal sealed class TypedRow<T>
{
    [VectorType(5)]
    public T[] Features { get; set; } = [];
}

/// <summary>One feature.</summary>
internal sealed class ScalarRow<T>
{
    public T? Features { get; set; }
}

/// <summary>Five features of which only some are stored.</summary>
internal sealed class SparseRow<T>
{
    [VectorType(5)]
    public VBuffer<T> Features { get; set; }
}
