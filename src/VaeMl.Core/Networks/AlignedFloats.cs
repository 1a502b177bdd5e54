using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VaeMl.Networks;

/// <summary>A garbage-collected array of floats that never moves and starts at a multiple of 64 bytes, one AVX-512 register.</summary>
internal sealed unsafe class AlignedFloats
{
    private const int Alignment = 64;
    private readonly float[] _array;
    private readonly int _offset;

    public AlignedFloats(int length)
    {
        _array = GC.AllocateArray<float>(length + Alignment / sizeof(float), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _offset = (int)((Alignment - address % Alignment) % Alignment) / sizeof(float);
        Length = length;
    }

    public int Length { get; }

    /// <summary>Valid as long as this object is referenced: the array is pinned for life.</summary>
    public float* Pointer => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array)) + _offset;

    public Span<float> Span => _array.AsSpan(_offset, Length);

    public AlignedFloats Clone()
    {
        AlignedFloats copy = new(Length);
        Span.CopyTo(copy.Span);
        return copy;
    }
}
