using System.Runtime.Intrinsics;

namespace VaeMl.Networks;

/// <summary>A key of <see cref="Philox"/>: two words from the seed. Purpose and number are the upper half of the counter.</summary>
internal readonly record struct PhiloxKey(ulong Seed, RandomPurpose Purpose, uint Number)
{
    public uint Low => (uint)Seed;

    public uint High => (uint)(Seed >> 32);
}

/// <summary>
/// Philox4x32-10, a counter-based generator (Salmon et al. 2011). The i-th number is a function of key and i alone, so any number of threads
/// draws the same noise.
/// </summary>
internal static unsafe class Philox
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The number of values per vector block: eight counters of four.</summary>
    private const int BlockSize = 32;

    public static (uint, uint, uint, uint) Block(PhiloxKey key, ulong counter) =>
        Block((uint)counter, (uint)(counter >> 32), key.Number, (uint)key.Purpose, key.Low, key.High);

    internal static (uint, uint, uint, uint) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)Multiplier0 * c0, p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return (c0, c1, c2, c3);
    }

    /// <summary>Fills memory with samples from N(0, 1) (Box and Muller 1958). The length must be a multiple of 32.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="counter">The first counter of the stream to use. The call uses length / 4 of them.</param>
    /// <param name="destination">Receives the samples.</param>
    /// <param name="length">The number of samples.</param>
    public static void FillNormal(PhiloxKey key, ulong counter, float* destination, int length)
    {
        for (int i = 0; i < length; i += BlockSize, counter += BlockSize / 4)
        {
            (Vector512<uint> a, Vector512<uint> b) = Blocks(key, counter);
            // (bits + ½) 2⁻²³ from the upper 23 bits is exact and lies strictly between 0 and 1.
            Vector512<float> u = ToUnit(a);
            Vector512<float> radius = Vector512.Sqrt(Vector512.Log(u) * -2f);
            (Vector512<float> sin, Vector512<float> cos) = Vector512.SinCos(ToUnit(b) * MathF.Tau);
            (radius * cos).Store(destination + i);
            (radius * sin).Store(destination + i + 16);
        }
    }

    private static Vector512<float> ToUnit(Vector512<uint> bits) =>
        (Vector512.ConvertToSingle((bits >>> 9).AsInt32()) + Vector512.Create(0.5f)) * (1f / (1 << 23));

    /// <summary>Computes eight counters at once. The first result has words 0 and 2, the second words 1 and 3.</summary>
    private static (Vector512<uint>, Vector512<uint>) Blocks(PhiloxKey key, ulong counter)
    {
        Vector512<ulong> mask = Vector512.Create((ulong)uint.MaxValue);
        Vector512<ulong> counters = Vector512.Create(counter) + Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
        Vector512<ulong> c0 = counters & mask, c1 = counters >>> 32;
        Vector512<ulong> c2 = Vector512.Create((ulong)key.Number), c3 = Vector512.Create((ulong)key.Purpose);
        uint k0 = key.Low, k1 = key.High;
        for (int round = 0; round < Rounds; round++)
        {
            Vector512<ulong> p0 = c0 * Vector512.Create((ulong)Multiplier0), p1 = c2 * Vector512.Create((ulong)Multiplier1);
            (c0, c1, c2, c3) = (
                (p1 >>> 32) ^ c1 ^ Vector512.Create((ulong)k0), p1 & mask,
                (p0 >>> 32) ^ c3 ^ Vector512.Create((ulong)k1), p0 & mask);
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return ((c0 | c2 << 32).AsUInt32(), (c1 | c3 << 32).AsUInt32());
    }
}
