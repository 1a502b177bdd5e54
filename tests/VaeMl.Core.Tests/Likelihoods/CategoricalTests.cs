using VaeMl.Likelihoods;
using VaeMl.Networks;

namespace VaeMl.Tests.Likelihoods;

public sealed unsafe class CategoricalTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_term_is_the_cross_entropy_of_the_softmax(int level)
    {
        double[] logits = [0.3, -2, 4.5, 1];
        double expected = -Math.Log(Math.Exp(logits[level]) / logits.Sum(Math.Exp));
        Assert.Equal(expected, Term(level, logits), 1e-6 * Math.Max(1, expected));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(200)]
    public void Probabilities_of_all_levels_sum_to_one(int levels)
    {
        double[] logits = Logits(levels, 5);
        Assert.Equal(1, Enumerable.Range(0, levels).Sum(level => Math.Exp(-Term(level, logits))), 1e-5);
    }

    [Fact]
    public void Of_two_levels_it_is_Bernoulli_with_the_difference_of_the_logits() =>
        Assert.Equal(-new VaeMl.Distributions.Bernoulli([0.7 - -1.2]).LogDensity([1]), Term(1, [-1.2, 0.7]), 1e-6);

    [Fact]
    public void A_certain_level_costs_next_to_nothing_however_large_the_logits() =>
        Assert.Equal(Math.Log(1 + Math.Exp(-12)), Term(1, [1000, 1012]), 1e-7);

    [Fact]
    public void The_least_likely_level_still_has_a_finite_term()
    {
        Assert.Equal(2000, Term(0, [-1000, 1000]), 1e-3);
        Assert.Equal(Likelihood.LargestTerm, Term(0, [-3e38, 0]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(0.5)]
    [InlineData(1e18)]
    [InlineData(-1e18)]
    public void An_unseen_level_costs_log_of_one_and_two_to_the_twentieth_whatever_the_logits(double value)
    {
        Assert.Equal(Math.Log(1 + Math.Pow(2, 20)), Term(value, [0, 50, -3]), 1e-6);
        Assert.Equal(Term(value, [1, 1, 1]), Term(value, [9, 0, 1]));
    }

    [Fact]
    public void Minus_zero_is_level_zero() => Assert.Equal(Term(0, [1, 2]), Term(-0.0, [1, 2]));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(19)]
    public void Gradients_are_the_finite_differences(int levels)
    {
        const double h = 1e-2;
        double[] logits = Logits(levels, 2);
        for (int level = 0; level < levels; level += 2)
        {
            (double term, double[] gradient) = Gradient(level, logits);
            Assert.Equal(Term(level, logits), term, 1e-6 * Math.Max(1, term));
            for (int k = 0; k < levels; k++)
            {
                double difference = Term(level, Moved(k, h)) - Term(level, Moved(k, -h));
                Assert.Equal(difference / (2 * h), gradient[k], 2e-4);
            }
        }

        double[] Moved(int k, double by) => [.. logits.Select((logit, i) => i == k ? logit + by : logit)];
    }

    [Fact]
    public void Neighbours_of_a_run_read_their_own_logits()
    {
        CategoricalLikelihood likelihood = new(3);
        AlignedFloats x = new(2 * Tile.Rows), p0 = new(6 * Tile.Rows), terms = new(2 * Tile.Rows);
        Random random = new(4);
        for (int i = 0; i < p0.Length; i++)
            p0.Span[i] = (float)random.NextDouble();
        for (int i = 0; i < x.Length; i++)
            x.Span[i] = random.Next(3);
        likelihood.NegativeLogs(x.Pointer, p0.Pointer, null, null, terms.Pointer, 2);
        for (int j = 0; j < 2; j++)
            for (int lane = 0; lane < 16; lane++)
                Assert.Equal(
                    Term(x.Span[j * Tile.Rows + lane], [.. Enumerable.Range(3 * j, 3).Select(k => (double)p0.Span[k * Tile.Rows + lane])]),
                    terms.Span[j * Tile.Rows + lane],
                    1e-6);
    }

    [Fact]
    public void Draws_have_the_levels_probabilities_and_the_mode_is_the_likeliest()
    {
        double[] logits = [0, 1.5, -1, 1.5];
        AlignedFloats p0 = Lanes(logits);
        CategoricalLikelihood likelihood = new(4);
        Random random = new(5);
        const int n = 40_000;
        int[] counts = new int[4];
        for (int i = 0; i < n; i++)
            counts[(int)likelihood.Draw(p0.Pointer + 7, 0, 0, random.NextDouble(), 0)]++;
        for (int k = 0; k < 4; k++)
            Assert.Equal(Math.Exp(-Term(k, logits)), counts[k] / (double)n, 0.01);
        Assert.Equal(3, likelihood.Draw(p0.Pointer, 0, 0, 1 - 1e-16, 0));
        Assert.Equal(1, likelihood.Typical(p0.Pointer)[0]);
    }

    private static double[] Logits(int levels, double spread)
    {
        Random random = new(levels);
        return [.. Enumerable.Range(0, levels).Select(_ => (double)(float)(spread * (2 * random.NextDouble() - 1)))];
    }

    private static double Term(double x, double[] logits)
    {
        AlignedFloats value = Lanes([x]), p0 = Lanes(logits), terms = new(Tile.Rows);
        new CategoricalLikelihood(logits.Length).NegativeLogs(value.Pointer, p0.Pointer, null, null, terms.Pointer, 1);
        return terms.Span[0];
    }

    private static (double Term, double[] Gradient) Gradient(double x, double[] logits)
    {
        AlignedFloats value = Lanes([x]), p0 = Lanes(logits), terms = new(Tile.Rows), g0 = new(p0.Length), g1 = Lanes([9]);
        new CategoricalLikelihood(logits.Length).Gradients(value.Pointer, p0.Pointer, null, [0], terms.Pointer, g0.Pointer, g1.Pointer);
        Assert.Equal(0, g1.Span[0]);
        return (terms.Span[0], [.. logits.Select((_, k) => (double)g0.Span[k * Tile.Rows])]);
    }

    /// <summary>[values][32], the same in each lane.</summary>
    private static AlignedFloats Lanes(double[] values)
    {
        AlignedFloats lanes = new(values.Length * Tile.Rows);
        for (int i = 0; i < lanes.Length; i++)
            lanes.Span[i] = (float)values[i / Tile.Rows];
        return lanes;
    }
}
