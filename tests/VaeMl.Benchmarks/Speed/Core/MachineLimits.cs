using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VaeMl.Benchmarks.Speed.Core;

/// <summary>What the machine itself can do: fused multiply-adds out of registers, and traffic between cores and memory.</summary>
internal static class MachineLimits
{
    private const int Rounds = 1_000_000, Chains = 12;
    private static float _sink;

    /// <summary>Floating-point operations of one call of <see cref="MultiplyAdd"/> on one thread.</summary>
    public static double Operations => 2.0 * Rounds * Chains * (Vector512.IsHardwareAccelerated ? 16 : Vector<float>.Count);

    /// <summary>Runs the multiply-add loop on so many threads at once, on each so often.</summary>
    public static void MultiplyAdd(int threads, int times = 1) => OnThreads(threads, _ =>
    {
        for (int i = 0; i < times; i++)
            _sink = Vector512.IsHardwareAccelerated ? MultiplyAdd512(Rounds) : MultiplyAddPortable(Rounds);
    });

    /// <summary>Reads arrays of equal length side by side and writes them back, as Adam does with a parameter and its two moments.</summary>
    public static void Traffic(int threads, params float[][] arrays) => OnThreads(threads, thread =>
    {
        int length = arrays[0].Length / threads / 16 * 16, start = thread * length;
        for (int i = start; i < start + length; i += 16)
            foreach (float[] array in arrays)
                (Vector512.LoadUnsafe(ref array[0], (nuint)i) * 0.999f).StoreUnsafe(ref array[0], (nuint)i);
    });

    private static void OnThreads(int threads, Action<int> work)
    {
        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(i => new Thread(() => work(i)))];
        foreach (Thread thread in others)
            thread.Start();
        work(0);
        foreach (Thread thread in others)
            thread.Join();
    }

    // Twelve chains hide the latency of four cycles behind two multiply-adds a cycle.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdd512(int rounds)
    {
        Vector512<float> a = Vector512.Create(0.999f), b = Vector512.Create(0.001f);
        Vector512<float> c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a, c6 = a, c7 = a, c8 = a, c9 = a, c10 = a, c11 = a;
        for (int i = 0; i < rounds; i++)
        {
            c0 = Vector512.FusedMultiplyAdd(c0, a, b);
            c1 = Vector512.FusedMultiplyAdd(c1, a, b);
            c2 = Vector512.FusedMultiplyAdd(c2, a, b);
            c3 = Vector512.FusedMultiplyAdd(c3, a, b);
            c4 = Vector512.FusedMultiplyAdd(c4, a, b);
            c5 = Vector512.FusedMultiplyAdd(c5, a, b);
            c6 = Vector512.FusedMultiplyAdd(c6, a, b);
            c7 = Vector512.FusedMultiplyAdd(c7, a, b);
            c8 = Vector512.FusedMultiplyAdd(c8, a, b);
            c9 = Vector512.FusedMultiplyAdd(c9, a, b);
            c10 = Vector512.FusedMultiplyAdd(c10, a, b);
            c11 = Vector512.FusedMultiplyAdd(c11, a, b);
        }
        return Vector512.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAddPortable(int rounds)
    {
        Vector<float> a = new(0.999f), b = new(0.001f);
        Vector<float> c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a, c6 = a, c7 = a, c8 = a, c9 = a, c10 = a, c11 = a;
        for (int i = 0; i < rounds; i++)
        {
            c0 = Vector.FusedMultiplyAdd(c0, a, b);
            c1 = Vector.FusedMultiplyAdd(c1, a, b);
            c2 = Vector.FusedMultiplyAdd(c2, a, b);
            c3 = Vector.FusedMultiplyAdd(c3, a, b);
            c4 = Vector.FusedMultiplyAdd(c4, a, b);
            c5 = Vector.FusedMultiplyAdd(c5, a, b);
            c6 = Vector.FusedMultiplyAdd(c6, a, b);
            c7 = Vector.FusedMultiplyAdd(c7, a, b);
            c8 = Vector.FusedMultiplyAdd(c8, a, b);
            c9 = Vector.FusedMultiplyAdd(c9, a, b);
            c10 = Vector.FusedMultiplyAdd(c10, a, b);
            c11 = Vector.FusedMultiplyAdd(c11, a, b);
        }
        return Vector.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
    }
}
