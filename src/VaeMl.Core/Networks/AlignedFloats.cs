using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VaeMl.Networks;

/// <summary>A garbage-collected array of floats that never moves and starts at a multiple of 64 bytes, one AVX-512 register.</summary>
internal sealed unsafe class AlignedFloats
{
    private const int Alignment = 64;
    private readonly float[] _array;
    private readonly int _offset;

    /// <param name="length">How many; a product of sizes is a <see cref="long"/>, so that it cannot wrap.</param>
    /// <exception cref="InsufficientMemoryException">No array can be that long.</exception>
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

    /// <summary>Valid as long as this object is referenced: the array is pinned for life.</summary>
    public float* Pointer => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array)) + _offset;

    public Span<float> Span => _array.AsSpan(_offset, Length);

    /// <summary>Where <paramref name="length"/> floats from <paramref name="start"/> on lie; debug builds check that they are there.</summary>
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
