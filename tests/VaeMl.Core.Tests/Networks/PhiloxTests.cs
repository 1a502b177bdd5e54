using VaeMl.Networks;

namespace VaeMl.Tests.Networks;

public sealed unsafe class PhiloxTests
{
    // The known answers published with the generator (Salmon et al. 2011, Random123's kat_vectors).
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Block_gives_the_published_answers(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint a, uint b, uint c, uint d) =>
        Assert.Equal((a, b, c, d), Philox.Block(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void Normal_draws_are_the_Box_Muller_transform_of_the_blocks()
    {
        PhiloxKey key = new(0x1234_5678_9abc_def0, RandomPurpose.TrainingNoise, 7);
        AlignedFloats draws = new(32);
        Philox.FillNormal(key, 3, draws.Pointer, 32);
        for (int lane = 0; lane < 16; lane++)
        {
            (uint a, uint b, uint c, uint d) = Philox.Block(key, 3 + (ulong)(lane / 2));
            (uint first, uint second) = lane % 2 == 0 ? (a, b) : (c, d);
            double radius = Math.Sqrt(-2 * Math.Log(((first >> 9) + 0.5) / (1 << 23))), angle = Math.Tau * ((second >> 9) + 0.5) / (1 << 23);
            Assert.Equal(radius * Math.Cos(angle), draws.Span[lane], 5e-6);
            Assert.Equal(radius * Math.Sin(angle), draws.Span[16 + lane], 5e-6);
        }
    }

    [Fact]
    public void Normal_draws_have_the_moments_of_a_standard_normal()
    {
        const int n = 1 << 20;
        AlignedFloats draws = new(n);
        Philox.FillNormal(new PhiloxKey(1, RandomPurpose.TrainingNoise, 0), 0, draws.Pointer, n);
        double[] moments = new double[5];
        foreach (float u in draws.Span)
            for (int k = 1; k < 5; k++)
                moments[k] += Math.Pow(u, k) / n;
        // Standard errors of the first four moments of N(0, 1): √(1, 2, 15, 96)/√n.
        Assert.Equal(0, moments[1], 4 * Math.Sqrt(1.0 / n));
        Assert.Equal(1, moments[2], 4 * Math.Sqrt(2.0 / n));
        Assert.Equal(0, moments[3], 4 * Math.Sqrt(15.0 / n));
        Assert.Equal(3, moments[4], 4 * Math.Sqrt(96.0 / n));
    }

    [Fact]
    public void Purposes_and_numbers_have_streams_of_their_own()
    {
        var firsts = from purpose in Enum.GetValues<RandomPurpose>()
                     from number in Enumerable.Range(0, 50)
                     select new RandomStream(5, purpose, (uint)number).NextUInt64();
        Assert.Equal(Enum.GetValues<RandomPurpose>().Length * 50, firsts.Distinct().Count());
    }

    [Fact]
    public void Shuffle_is_a_permutation_that_moves_every_item_anywhere()
    {
        int[,] counts = new int[4, 4];
        for (uint i = 0; i < 8000; i++)
        {
            int[] items = [0, 1, 2, 3];
            new RandomStream(1, RandomPurpose.Shuffle, i).Shuffle(items);
            Assert.Equal([0, 1, 2, 3], items.Order());
            for (int place = 0; place < 4; place++)
                counts[items[place], place]++;
        }
        // 2000 expected in each cell, standard deviation √(8000 · ¼ · ¾) = 39.
        Assert.All(counts.Cast<int>(), count => Assert.InRange(count, 1840, 2160));
    }
}
