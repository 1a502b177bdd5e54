using System.Runtime.Intrinsics;
using VaeMl.Likelihoods;
using VaeMl.Networks;

namespace VaeMl.Tests.Likelihoods;

/// <summary>Likelihoods of several features at once, laid out as in a tile.</summary>
public sealed unsafe class TileTests
{
    private const int Features = 3, Lanes = Tile.Panel;
    private const float Untouched = 777;
    private static readonly float[] Floors = [0.1f, 0.4f, 0.02f];

    [Theory]
    [InlineData(LikelihoodKind.Gaussian)]
    [InlineData(LikelihoodKind.StudentT)]
    [InlineData(LikelihoodKind.Bernoulli)]
    public void Every_feature_has_the_term_and_the_gradient_that_it_has_alone(LikelihoodKind kind)
    {
        ScalarLikelihood likelihood = kind switch
        {
            LikelihoodKind.Gaussian => new GaussianLikelihood(),
            LikelihoodKind.StudentT => new StudentTLikelihood(),
            _ => new BernoulliLikelihood(binary: false),
        };
        float[] x = Numbers(1, 1), p0 = Numbers(1, 2), p1 = Numbers(1, 3), v = Empty(1), logV = Empty(1), terms = Empty(1), trained = Empty(1), g0 = Empty(1), g1 = Empty(1);
        fixed (float* px = x, pp0 = p0, pp1 = p1, pv = v, pLogV = logV, pTerms = terms, pTrained = trained, pg0 = g0, pg1 = g1)
        {
            likelihood.Variances(pp1, Floors, pv, pLogV);
            likelihood.NegativeLogs(px, pp0, pv, pLogV, pTerms, Features);
            likelihood.Gradients(px, pp0, pp1, Floors, pTrained, pg0, pg1);
        }
        for (int j = 0; j < Features; j++)
        {
            Vector512<float> a = At(x, j), b = At(p0, j), c = At(p1, j);
            Assert.Equal(likelihood.NegativeLog(a, b, c, Floors[j]), At(terms, j));
            Assert.Equal(likelihood.NegativeLog(a, b, c, Floors[j], out Vector512<float> d0, out Vector512<float> d1), At(trained, j));
            Assert.Equal((d0, d1), (At(g0, j), At(g1, j)));
        }
        Assert.All((float[][])[terms, trained, g0, g1], AssertOnlyLanesWritten);
        if (likelihood.HasVariance)
            Assert.All((float[][])[v, logV], AssertOnlyLanesWritten);
    }

    [Fact]
    public void Every_category_has_the_term_and_the_gradient_that_it_has_alone()
    {
        const int Levels = 4;
        CategoricalLikelihood likelihood = new(Levels);
        // Beyond the last level stands what must not be read: it would outweigh all.
        float[] logits = [.. Numbers(Levels, 4).AsSpan(0, Features * Levels * Tile.Rows), .. Enumerable.Repeat(1e4f, Tile.Rows)];
        float[] x = [.. Enumerable.Range(0, (Features + 1) * Tile.Rows).Select(i => (float)(i * 7 % Levels))];
        float[] terms = Empty(1), trained = Empty(1), g0 = Empty(Levels), g1 = Empty(1);
        fixed (float* px = x, pp0 = logits, pTerms = terms, pTrained = trained, pg0 = g0, pg1 = g1)
        {
            likelihood.NegativeLogs(px, pp0, null, null, pTerms, Features);
            likelihood.Gradients(px, pp0, null, new float[Features], pTrained, pg0, pg1);
            Vector512<float> typical = likelihood.Typical(pp0 + (Features - 1) * Levels * Tile.Rows);
            for (int lane = 0; lane < Lanes; lane++)
                Assert.Equal(Enumerable.Range(0, Levels).MaxBy(k => Logit(Features - 1, k, lane)), typical[lane]);
        }
        for (int j = 0; j < Features; j++)
            for (int lane = 0; lane < Lanes; lane++)
            {
                int own = (int)x[j * Tile.Rows + lane];
                double sum = Enumerable.Range(0, Levels).Sum(k => Math.Exp(Logit(j, k, lane)));
                Assert.Equal(Math.Log(sum) - Logit(j, own, lane), terms[j * Tile.Rows + lane], 1e-5);
                Assert.Equal(Math.Log(sum) - Logit(j, own, lane), trained[j * Tile.Rows + lane], 1e-5);
                Assert.Equal(0, g1[j * Tile.Rows + lane]);
                for (int k = 0; k < Levels; k++)
                    Assert.Equal(Math.Exp(Logit(j, k, lane)) / sum - (k == own ? 1 : 0), g0[(j * Levels + k) * Tile.Rows + lane], 1e-6);
            }
        Assert.All((float[][])[terms, trained, g1], AssertOnlyLanesWritten);

        double Logit(int feature, int level, int lane) => logits[(feature * Levels + level) * Tile.Rows + lane];
    }

    [Theory]
    [InlineData(0.499, 0)]
    [InlineData(0.5, 1)]
    [InlineData(0.999, 1)]
    public void A_draw_takes_the_level_in_whose_part_of_the_unit_interval_the_number_lies(double uniform, double level) =>
        Assert.Equal(level, Drawn(uniform, 0, 0));

    [Fact]
    public void Large_logits_do_not_spoil_a_draw() => Assert.Equal(1, Drawn(0.3, 0, 1000, 0));

    [Fact]
    public void Draws_of_numbers_follow_their_random_numbers()
    {
        Assert.True(new GaussianLikelihood().Draw(1, 0, 0.1f, 0.5, 1) > 1);
        Assert.Equal(0, new BernoulliLikelihood(binary: false).Draw(0, 0, 0, 0.5, 0));
        Assert.Equal(1, new BernoulliLikelihood(binary: false).Draw(0, 0, 0, 0.499, 0));
        double lowest = new StudentTLikelihood().Draw(0, 0, 0.1f, 0, 0), highest = new StudentTLikelihood().Draw(0, 0, 0.1f, 1, 0);
        Assert.True(double.IsFinite(lowest) && double.IsFinite(highest) && lowest < -100);
        Assert.Equal(-lowest, highest, 1e-3 * highest);
    }

    private static double Drawn(double uniform, params float[] logits)
    {
        // Beyond the last level stands what must not be read.
        float[] tile = [.. logits.Append(2000).SelectMany(logit => Enumerable.Repeat(logit, Tile.Rows))];
        fixed (float* p0 = tile)
            return new CategoricalLikelihood(logits.Length).Draw(p0, 0, 0, uniform, 0);
    }

    private static float[] Numbers(int slots, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, (Features + 1) * slots * Tile.Rows).Select(_ => random.NextSingle() * 2 - 0.5f)];
    }

    private static float[] Empty(int slots)
    {
        float[] tile = new float[(Features + 1) * slots * Tile.Rows];
        Array.Fill(tile, Untouched);
        return tile;
    }

    private static Vector512<float> At(float[] tile, int feature) => Vector512.Create(tile.AsSpan(feature * Tile.Rows, Lanes));

    private static void AssertOnlyLanesWritten(float[] tile)
    {
        for (int i = 0; i < tile.Length; i++)
            Assert.Equal(i / Tile.Rows == Features || i % Tile.Rows >= Lanes, tile[i] == Untouched);
    }
}
