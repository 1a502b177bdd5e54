using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VaeMl.Networks;

/// <summary>
/// The register kernel: an 8 × 32 block C = max(least, start[i] + Σ a[i, r] · b[r, 0…31]). Each element is one chain of fused multiply-adds in the order
/// of r, so that all code paths (512, 256 and 128 bits wide) and all block sizes give the same bits.
/// </summary>
internal static unsafe class BlockKernel
{
    /// <summary>The number of rows in a block.</summary>
    public const int Rows = 8;

    /// <summary>Multiplies one block.</summary>
    /// <param name="a">The scalar operand, at its first row.</param>
    /// <param name="b0">The vector operand, columns 0 to 15.</param>
    /// <param name="b1">The vector operand, columns 16 to 31.</param>
    /// <param name="reduction">The extent of the reduction.</param>
    /// <param name="start">8 values, one per row, with which the sums start.</param>
    /// <param name="least">The lower limit of the result: 0 for ReLU, −∞ for no limit.</param>
    /// <param name="c">The block, 8 rows of 32 contiguous floats; overwritten.</param>
    public static void Multiply<TLayout>(float* a, float* b0, float* b1, in BlockSteps reduction, float* start, float least, float* c)
        where TLayout : struct, IBlockLayout
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Multiply512<TLayout>(a, b0, b1, reduction, start, least, c);
            return;
        }
        for (int row = 0; row < Rows; row += 4, a += 4 * TLayout.ARow, start += 4, c += 4 * 32)
        {
            if (Vector256.IsHardwareAccelerated)
            {
                Multiply256<TLayout>(a, b0, reduction, start, least, c);
                Multiply256<TLayout>(a, b1, reduction, start, least, c + 16);
                continue;
            }
            for (int column = 0; column < 16; column += 8)
            {
                Multiply128<TLayout>(a, b0 + column, reduction, start, least, c + column);
                Multiply128<TLayout>(a, b1 + column, reduction, start, least, c + 16 + column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply512<TLayout>(float* a, float* b0, float* b1, in BlockSteps reduction, float* start, float least, float* c)
        where TLayout : struct, IBlockLayout
    {
        Vector512<float> c00 = Vector512.Create(start[0]), c01 = c00;
        Vector512<float> c10 = Vector512.Create(start[1]), c11 = c10;
        Vector512<float> c20 = Vector512.Create(start[2]), c21 = c20;
        Vector512<float> c30 = Vector512.Create(start[3]), c31 = c30;
        Vector512<float> c40 = Vector512.Create(start[4]), c41 = c40;
        Vector512<float> c50 = Vector512.Create(start[5]), c51 = c50;
        Vector512<float> c60 = Vector512.Create(start[6]), c61 = c60;
        Vector512<float> c70 = Vector512.Create(start[7]), c71 = c70;
        for (int outer = 0; outer < reduction.Outer; outer++)
        {
            float* p = a + outer * reduction.AOuter;
            float* q0 = b0 + outer * reduction.BOuter;
            float* q1 = b1 + outer * reduction.BOuter;
            for (int r = 0; r < reduction.Steps; r++)
            {
                Vector512<float> v0 = Vector512.Load(q0), v1 = Vector512.Load(q1), s;
                s = Vector512.Create(*p);
                c00 = Vector512.FusedMultiplyAdd(s, v0, c00);
                c01 = Vector512.FusedMultiplyAdd(s, v1, c01);
                s = Vector512.Create(*(p + TLayout.ARow));
                c10 = Vector512.FusedMultiplyAdd(s, v0, c10);
                c11 = Vector512.FusedMultiplyAdd(s, v1, c11);
                s = Vector512.Create(*(p + 2 * TLayout.ARow));
                c20 = Vector512.FusedMultiplyAdd(s, v0, c20);
                c21 = Vector512.FusedMultiplyAdd(s, v1, c21);
                s = Vector512.Create(*(p + 3 * TLayout.ARow));
                c30 = Vector512.FusedMultiplyAdd(s, v0, c30);
                c31 = Vector512.FusedMultiplyAdd(s, v1, c31);
                s = Vector512.Create(*(p + 4 * TLayout.ARow));
                c40 = Vector512.FusedMultiplyAdd(s, v0, c40);
                c41 = Vector512.FusedMultiplyAdd(s, v1, c41);
                s = Vector512.Create(*(p + 5 * TLayout.ARow));
                c50 = Vector512.FusedMultiplyAdd(s, v0, c50);
                c51 = Vector512.FusedMultiplyAdd(s, v1, c51);
                s = Vector512.Create(*(p + 6 * TLayout.ARow));
                c60 = Vector512.FusedMultiplyAdd(s, v0, c60);
                c61 = Vector512.FusedMultiplyAdd(s, v1, c61);
                s = Vector512.Create(*(p + 7 * TLayout.ARow));
                c70 = Vector512.FusedMultiplyAdd(s, v0, c70);
                c71 = Vector512.FusedMultiplyAdd(s, v1, c71);
                p += TLayout.AStep;
                q0 += TLayout.BStep;
                q1 += TLayout.BStep;
            }
        }
        // The limit is the first operand, so that a NaN passes through.
        Vector512<float> limit = Vector512.Create(least);
        Vector512.MaxNative(limit, c00).Store(c + 0);
        Vector512.MaxNative(limit, c01).Store(c + 16);
        Vector512.MaxNative(limit, c10).Store(c + 32);
        Vector512.MaxNative(limit, c11).Store(c + 48);
        Vector512.MaxNative(limit, c20).Store(c + 64);
        Vector512.MaxNative(limit, c21).Store(c + 80);
        Vector512.MaxNative(limit, c30).Store(c + 96);
        Vector512.MaxNative(limit, c31).Store(c + 112);
        Vector512.MaxNative(limit, c40).Store(c + 128);
        Vector512.MaxNative(limit, c41).Store(c + 144);
        Vector512.MaxNative(limit, c50).Store(c + 160);
        Vector512.MaxNative(limit, c51).Store(c + 176);
        Vector512.MaxNative(limit, c60).Store(c + 192);
        Vector512.MaxNative(limit, c61).Store(c + 208);
        Vector512.MaxNative(limit, c70).Store(c + 224);
        Vector512.MaxNative(limit, c71).Store(c + 240);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply256<TLayout>(float* a, float* b, in BlockSteps reduction, float* start, float least, float* c)
        where TLayout : struct, IBlockLayout
    {
        Vector256<float> c00 = Vector256.Create(start[0]), c01 = c00;
        Vector256<float> c10 = Vector256.Create(start[1]), c11 = c10;
        Vector256<float> c20 = Vector256.Create(start[2]), c21 = c20;
        Vector256<float> c30 = Vector256.Create(start[3]), c31 = c30;
        for (int outer = 0; outer < reduction.Outer; outer++)
        {
            float* p = a + outer * reduction.AOuter;
            float* q = b + outer * reduction.BOuter;
            for (int r = 0; r < reduction.Steps; r++)
            {
                Vector256<float> v0 = Vector256.Load(q), v1 = Vector256.Load(q + 8), s;
                s = Vector256.Create(*p);
                c00 = Vector256.FusedMultiplyAdd(s, v0, c00);
                c01 = Vector256.FusedMultiplyAdd(s, v1, c01);
                s = Vector256.Create(*(p + TLayout.ARow));
                c10 = Vector256.FusedMultiplyAdd(s, v0, c10);
                c11 = Vector256.FusedMultiplyAdd(s, v1, c11);
                s = Vector256.Create(*(p + 2 * TLayout.ARow));
                c20 = Vector256.FusedMultiplyAdd(s, v0, c20);
                c21 = Vector256.FusedMultiplyAdd(s, v1, c21);
                s = Vector256.Create(*(p + 3 * TLayout.ARow));
                c30 = Vector256.FusedMultiplyAdd(s, v0, c30);
                c31 = Vector256.FusedMultiplyAdd(s, v1, c31);
                p += TLayout.AStep;
                q += TLayout.BStep;
            }
        }
        Vector256<float> limit = Vector256.Create(least);
        Vector256.MaxNative(limit, c00).Store(c + 0);
        Vector256.MaxNative(limit, c01).Store(c + 8);
        Vector256.MaxNative(limit, c10).Store(c + 32);
        Vector256.MaxNative(limit, c11).Store(c + 40);
        Vector256.MaxNative(limit, c20).Store(c + 64);
        Vector256.MaxNative(limit, c21).Store(c + 72);
        Vector256.MaxNative(limit, c30).Store(c + 96);
        Vector256.MaxNative(limit, c31).Store(c + 104);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply128<TLayout>(float* a, float* b, in BlockSteps reduction, float* start, float least, float* c)
        where TLayout : struct, IBlockLayout
    {
        Vector128<float> c00 = Vector128.Create(start[0]), c01 = c00;
        Vector128<float> c10 = Vector128.Create(start[1]), c11 = c10;
        Vector128<float> c20 = Vector128.Create(start[2]), c21 = c20;
        Vector128<float> c30 = Vector128.Create(start[3]), c31 = c30;
        for (int outer = 0; outer < reduction.Outer; outer++)
        {
            float* p = a + outer * reduction.AOuter;
            float* q = b + outer * reduction.BOuter;
            for (int r = 0; r < reduction.Steps; r++)
            {
                Vector128<float> v0 = Vector128.Load(q), v1 = Vector128.Load(q + 4), s;
                s = Vector128.Create(*p);
                c00 = Vector128.FusedMultiplyAdd(s, v0, c00);
                c01 = Vector128.FusedMultiplyAdd(s, v1, c01);
                s = Vector128.Create(*(p + TLayout.ARow));
                c10 = Vector128.FusedMultiplyAdd(s, v0, c10);
                c11 = Vector128.FusedMultiplyAdd(s, v1, c11);
                s = Vector128.Create(*(p + 2 * TLayout.ARow));
                c20 = Vector128.FusedMultiplyAdd(s, v0, c20);
                c21 = Vector128.FusedMultiplyAdd(s, v1, c21);
                s = Vector128.Create(*(p + 3 * TLayout.ARow));
                c30 = Vector128.FusedMultiplyAdd(s, v0, c30);
                c31 = Vector128.FusedMultiplyAdd(s, v1, c31);
                p += TLayout.AStep;
                q += TLayout.BStep;
            }
        }
        Vector128<float> limit = Vector128.Create(least);
        Vector128.MaxNative(limit, c00).Store(c + 0);
        Vector128.MaxNative(limit, c01).Store(c + 4);
        Vector128.MaxNative(limit, c10).Store(c + 32);
        Vector128.MaxNative(limit, c11).Store(c + 36);
        Vector128.MaxNative(limit, c20).Store(c + 64);
        Vector128.MaxNative(limit, c21).Store(c + 68);
        Vector128.MaxNative(limit, c30).Store(c + 96);
        Vector128.MaxNative(limit, c31).Store(c + 100);
    }
}
