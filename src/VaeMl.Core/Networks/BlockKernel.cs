using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VaeMl.Networks;

/// <summary>
/// The register kernel: an 8 × 32 block C = C₀ + Σ a[i, r] · b[r, 0…31], each element one chain of fused multiply-adds in the order of r, so
/// that all paths (512, 256 and 128 bits wide) and all blockings give the same bits.
/// </summary>
internal static unsafe class BlockKernel
{
    /// <summary>Rows of a block.</summary>
    public const int Rows = 8;

    /// <summary>Multiplies one block along the reduction.</summary>
    /// <param name="a">The scalar operand, at its first row.</param>
    /// <param name="b0">The vector operand, columns 0 to 15.</param>
    /// <param name="b1">The vector operand, columns 16 to 31.</param>
    /// <param name="walk">How far the reduction goes.</param>
    /// <param name="c">The block, 8 rows of 32 floats, 32 apart: C₀ on entry, C on return.</param>
    public static void Multiply<TLayout>(float* a, float* b0, float* b1, in Walk walk, float* c)
        where TLayout : struct, IBlockLayout
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Multiply512<TLayout>(a, b0, b1, walk, c);
        }
        else
        {
            for (int row = 0; row < Rows; row += 4)
            {
                if (Vector256.IsHardwareAccelerated)
                {
                    Multiply256<TLayout>(a + row * TLayout.ARow, b0, walk, c + row * 32);
                    Multiply256<TLayout>(a + row * TLayout.ARow, b1, walk, c + row * 32 + 16);
                }
                else
                {
                    for (int column = 0; column < 16; column += 8)
                    {
                        Multiply128<TLayout>(a + row * TLayout.ARow, b0 + column, walk, c + row * 32 + column);
                        Multiply128<TLayout>(a + row * TLayout.ARow, b1 + column, walk, c + row * 32 + 16 + column);
                    }
                }
            }
        }
    }


    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply512<TLayout>(float* a, float* b0, float* b1, in Walk walk, float* c)
        where TLayout : struct, IBlockLayout
    {
        Vector512<float> c00 = Vector512.Load(c + 0), c01 = Vector512.Load(c + 16);
        Vector512<float> c10 = Vector512.Load(c + 32), c11 = Vector512.Load(c + 48);
        Vector512<float> c20 = Vector512.Load(c + 64), c21 = Vector512.Load(c + 80);
        Vector512<float> c30 = Vector512.Load(c + 96), c31 = Vector512.Load(c + 112);
        Vector512<float> c40 = Vector512.Load(c + 128), c41 = Vector512.Load(c + 144);
        Vector512<float> c50 = Vector512.Load(c + 160), c51 = Vector512.Load(c + 176);
        Vector512<float> c60 = Vector512.Load(c + 192), c61 = Vector512.Load(c + 208);
        Vector512<float> c70 = Vector512.Load(c + 224), c71 = Vector512.Load(c + 240);
        for (int outer = 0; outer < walk.Outer; outer++)
        {
            float* p = a + outer * walk.AOuter;
            float* q0 = b0 + outer * walk.BOuter;
            float* q1 = b1 + outer * walk.BOuter;
            for (int r = 0; r < walk.Steps; r++)
            {
                Vector512<float> v0 = Vector512.Load(q0), v1 = Vector512.Load(q1), s;
                s = Vector512.Create(*(p));
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
        c00.Store(c + 0);
        c01.Store(c + 16);
        c10.Store(c + 32);
        c11.Store(c + 48);
        c20.Store(c + 64);
        c21.Store(c + 80);
        c30.Store(c + 96);
        c31.Store(c + 112);
        c40.Store(c + 128);
        c41.Store(c + 144);
        c50.Store(c + 160);
        c51.Store(c + 176);
        c60.Store(c + 192);
        c61.Store(c + 208);
        c70.Store(c + 224);
        c71.Store(c + 240);
    }


    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply256<TLayout>(float* a, float* b, in Walk walk, float* c)
        where TLayout : struct, IBlockLayout
    {
        Vector256<float> c00 = Vector256.Load(c + 0), c01 = Vector256.Load(c + 8);
        Vector256<float> c10 = Vector256.Load(c + 32), c11 = Vector256.Load(c + 40);
        Vector256<float> c20 = Vector256.Load(c + 64), c21 = Vector256.Load(c + 72);
        Vector256<float> c30 = Vector256.Load(c + 96), c31 = Vector256.Load(c + 104);
        for (int outer = 0; outer < walk.Outer; outer++)
        {
            float* p = a + outer * walk.AOuter;
            float* q = b + outer * walk.BOuter;
            for (int r = 0; r < walk.Steps; r++)
            {
                Vector256<float> v0 = Vector256.Load(q), v1 = Vector256.Load(q + 8), s;
                s = Vector256.Create(*(p));
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
        c00.Store(c + 0);
        c01.Store(c + 8);
        c10.Store(c + 32);
        c11.Store(c + 40);
        c20.Store(c + 64);
        c21.Store(c + 72);
        c30.Store(c + 96);
        c31.Store(c + 104);
    }


    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply128<TLayout>(float* a, float* b, in Walk walk, float* c)
        where TLayout : struct, IBlockLayout
    {
        Vector128<float> c00 = Vector128.Load(c + 0), c01 = Vector128.Load(c + 4);
        Vector128<float> c10 = Vector128.Load(c + 32), c11 = Vector128.Load(c + 36);
        Vector128<float> c20 = Vector128.Load(c + 64), c21 = Vector128.Load(c + 68);
        Vector128<float> c30 = Vector128.Load(c + 96), c31 = Vector128.Load(c + 100);
        for (int outer = 0; outer < walk.Outer; outer++)
        {
            float* p = a + outer * walk.AOuter;
            float* q = b + outer * walk.BOuter;
            for (int r = 0; r < walk.Steps; r++)
            {
                Vector128<float> v0 = Vector128.Load(q), v1 = Vector128.Load(q + 4), s;
                s = Vector128.Create(*(p));
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
        c00.Store(c + 0);
        c01.Store(c + 4);
        c10.Store(c + 32);
        c11.Store(c + 36);
        c20.Store(c + 64);
        c21.Store(c + 68);
        c30.Store(c + 96);
        c31.Store(c + 100);
    }
}
