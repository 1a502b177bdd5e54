using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VaeMl.Networks;

/// <summary>A garbage-collected array of floats that never moves and is aligned to 64 bytes, the size of an AVX-512 register.</summary>
internal sealed unsafe class AlignedFloats
{
    private const int Alignment = 64;
    private readonly float[] _array;
    private readonly int _offset;

    /// <param name="length">The number of floats, as a <see cref="long"/> so that a product of sizes cannot wrap.</param>
    /// <exception cref="InsufficientMemoryException">An array cannot be that long.</exception>
    public AlignedFloats(long length)
    {
        if (length < 0 || length > Array.MaxLength - Alignment / sizeof(float))
            throw new InsufficientMemoryException(FormattableString.Invariant($"{length} numbers in one piece are more than an array can hold, {Array.MaxLength}."));
        _array = GC.AllocateArray<float>((int)length + Alignment / sizeof(float), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _offset = (int)((Alignment - address % Alignment) % Alignment) / sizeof(float);
        Length = (int)length;
    }

    public int Length { get; }

    /// <summary>The first float. Valid while this object is referenced, because the array is pinned for its lifetime.</summary>
    public float* Pointer => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array)) + _offset;

    public Span<float> Span => _array.AsSpan(_offset, Length);

    /// <summary>The address of <paramref name="length"/> floats that begin at <paramref name="start"/>. Debug builds check the bounds.</summary>
    public float* At(nint start, nint length)
    {
        Debug.Assert(start >= 0 && length >= 0 && start <= Length - length, "Beyond the array.");
        return Pointer + start;
    }

    public AlignedFloats Clone()
    {
        AlignedFloats copy = new(Length);
        Span.CopyTo(copy.Span);
        return copy;
    }
}
