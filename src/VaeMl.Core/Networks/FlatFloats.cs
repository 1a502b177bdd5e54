using VaeMl.Messages;

namespace VaeMl.Networks;

/// <summary>Copies several arrays to and from one contiguous array, bit for bit.</summary>
internal static class FlatFloats
{
    /// <summary>Copies the arrays, one after another.</summary>
    /// <param name="arrays">The arrays.</param>
    /// <param name="into">The destination, or null for a new array.</param>
    public static float[] Copy(IReadOnlyCollection<AlignedFloats> arrays, float[]? into = null)
    {
        float[] flat = into ?? GC.AllocateUninitializedArray<float>(checked(arrays.Sum(array => array.Length)));
        int start = 0;
        foreach (AlignedFloats array in arrays)
        {
            array.Span.CopyTo(flat.AsSpan(start));
            start += array.Length;
        }
        return flat;
    }

    /// <summary>Restores the arrays from such a copy.</summary>
    /// <exception cref="ArgumentException">The copy has a different length.</exception>
    public static void Restore(IReadOnlyCollection<AlignedFloats> arrays, ReadOnlySpan<float> flat)
    {
        int length = arrays.Sum(array => array.Length);
        if (flat.Length != length)
            throw new ArgumentException($"{Counted.Format(flat.Length, "number")} cannot fill {length}.", nameof(flat));
        foreach (AlignedFloats array in arrays)
        {
            flat[..array.Length].CopyTo(array.Span);
            flat = flat[array.Length..];
        }
    }
}
