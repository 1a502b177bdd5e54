using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VaeMl.Networks;

/// <summary>Transposes blocks of 16 × 16 floats, between rows of data and tiles and between tiles and panels.</summary>
internal static unsafe class Transposition
{
    /// <summary>Sets target[j, i] to source[i, j].</summary>
    /// <param name="source">16 rows of 16 floats.</param>
    /// <param name="sourceRow">The distance between its rows.</param>
    /// <param name="target">16 rows of 16 floats; overwritten.</param>
    /// <param name="targetRow">The distance between its rows.</param>
    public static void Block(float* source, nint sourceRow, float* target, nint targetRow)
    {
        if (Avx512F.IsSupported)
        {
            Block512(source, sourceRow, target, targetRow);
            return;
        }
        for (int i = 0; i < Tile.Panel; i++)
            for (int j = 0; j < Tile.Panel; j++)
                target[j * targetRow + i] = source[i * sourceRow + j];
    }

    private static void Block512(float* source, nint sourceRow, float* target, nint targetRow)
    {
        Quad(source, sourceRow, out var a0, out var a1, out var a2, out var a3);
        Quad(source + 4 * sourceRow, sourceRow, out var b0, out var b1, out var b2, out var b3);
        Quad(source + 8 * sourceRow, sourceRow, out var c0, out var c1, out var c2, out var c3);
        Quad(source + 12 * sourceRow, sourceRow, out var d0, out var d1, out var d2, out var d3);
        Gather(a0, b0, c0, d0, target, 4 * targetRow);
        Gather(a1, b1, c1, d1, target + targetRow, 4 * targetRow);
        Gather(a2, b2, c2, d2, target + 2 * targetRow, 4 * targetRow);
        Gather(a3, b3, c3, d3, target + 3 * targetRow, 4 * targetRow);
    }

    /// <summary>Combines four rows: quarter l of the k-th result is column 4l + k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quad(
        float* source, nint row, out Vector512<double> k0, out Vector512<double> k1, out Vector512<double> k2, out Vector512<double> k3)
    {
        Vector512<float> r0 = Vector512.Load(source), r1 = Vector512.Load(source + row);
        Vector512<float> r2 = Vector512.Load(source + 2 * row), r3 = Vector512.Load(source + 3 * row);
        Vector512<double> low0 = Avx512F.UnpackLow(r0, r1).AsDouble(), high0 = Avx512F.UnpackHigh(r0, r1).AsDouble();
        Vector512<double> low1 = Avx512F.UnpackLow(r2, r3).AsDouble(), high1 = Avx512F.UnpackHigh(r2, r3).AsDouble();
        k0 = Avx512F.UnpackLow(low0, low1);
        k1 = Avx512F.UnpackHigh(low0, low1);
        k2 = Avx512F.UnpackLow(high0, high1);
        k3 = Avx512F.UnpackHigh(high0, high1);
    }

    /// <summary>Stores the l-th quarters of all four vectors, one after another, as row l.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gather(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, float* target, nint row)
    {
        const byte even = 0b10_00_10_00, odd = 0b11_01_11_01;
        Vector512<double> evenAb = Avx512F.Shuffle4x128(a, b, even), evenCd = Avx512F.Shuffle4x128(c, d, even);
        Vector512<double> oddAb = Avx512F.Shuffle4x128(a, b, odd), oddCd = Avx512F.Shuffle4x128(c, d, odd);
        Avx512F.Shuffle4x128(evenAb, evenCd, even).AsSingle().Store(target);
        Avx512F.Shuffle4x128(oddAb, oddCd, even).AsSingle().Store(target + row);
        Avx512F.Shuffle4x128(evenAb, evenCd, odd).AsSingle().Store(target + 2 * row);
        Avx512F.Shuffle4x128(oddAb, oddCd, odd).AsSingle().Store(target + 3 * row);
    }
}
