using VaeMl.Scoring;
using VaeMl.Tests.Training;

namespace VaeMl.Tests.Scoring;

/// <summary>Means over tables of more rows than a batch holds, some of which cannot be scored.</summary>
public sealed class MeansTests
{
    private static readonly VaeModel _model = Models.Fit(Models.Quick with { ScoreSamples = 2 });
    private static readonly float[][] _rows = MakeRows();

    [Fact]
    public void Mean_terms_of_the_bound_are_those_of_the_rows_that_can_be_scored()
    {
        (ElboTerms expected, _) = Reference(_rows);
        float[] negativeElbos = new float[_rows.Length];
        ElboTerms actual = MeanElboTerms.Compute(_model.Scorer, new VaeData(_rows), null, negativeElbos)!.Value;
        Assert.Equal(expected.LogLikelihood, actual.LogLikelihood, 1e-4 * Math.Abs(expected.LogLikelihood));
        Assert.Equal(expected.LogPrior, actual.LogPrior, 1e-4);
        Assert.Equal(expected.LogPosterior, actual.LogPosterior, 1e-4);
        Assert.Equal(actual, _model.Terms(new VaeData(_rows)));
        Assert.Equal(_rows.Select(row => -_model.Score(row).Elbo), negativeElbos);
        int[] some = [.. Enumerable.Range(0, _rows.Length).Where(i => i % 3 == 1)];
        Assert.Equal(_model.Terms(new VaeData([.. some.Select(i => _rows[i])])), MeanElboTerms.Compute(_model.Scorer, new VaeData(_rows), some)!.Value);
        Assert.Null(MeanElboTerms.Compute(_model.Scorer, new VaeData([_rows[7]]), null));
    }

    [Fact]
    public void Mean_terms_of_a_feature_are_over_the_rows_in_which_it_is_observed()
    {
        int[] training = [.. Enumerable.Range(0, _rows.Length).Where(i => i % 5 != 2)];
        (_, TermMeans expected) = Reference([.. training.Select(i => _rows[i])]);
        TermMeans actual = TermMeansEstimate.Compute(_model.Scorer.With(TermMeans.Zero(5)), new VaeData(_rows), training, threads: 2, default);
        Assert.Equal(expected.Features.Length, actual.Features.Length);
        Assert.All(expected.Features.Zip(actual.Features), pair => Assert.Equal(pair.First, pair.Second, 1e-3 * (1 + Math.Abs(pair.First))));
        Assert.Equal(expected.Latent, actual.Latent, 1e-4);
        Assert.Equal(actual.Features.Sum(mean => (double)mean) + actual.Latent, actual.Total, 1e-9);
        // Without any value there is no mean, and none is missed.
        Assert.Equal(TermMeans.Zero(5).Total, TermMeansEstimate.Compute(_model.Scorer.With(TermMeans.Zero(5)), new VaeData([[float.NaN, float.NaN, float.NaN, float.NaN, float.NaN]]), [0], threads: 1, default).Total);
    }

    private static (ElboTerms Elbo, TermMeans Terms) Reference(float[][] rows)
    {
        ReferenceVae reference = new(_model.Scorer.Network, _model.Scorer.Features);
        float[][] usable = [.. rows.Where(row => !row.Any(float.IsInfinity) && !row.All(float.IsNaN))];
        double[] sums = new double[5], observed = new double[5];
        double likelihood = 0, prior = 0, posterior = 0, latent = 0;
        foreach (float[] row in usable)
        {
            (double[] mean, double[] logVariance) = reference.Encode(row);
            for (int k = 0; k < 2; k++)
            {
                double[] noise = [Noise(k, 0), Noise(k, 1)];
                double[] terms = reference.FeatureTerms(row, [.. mean.Select((m, j) => m + Math.Exp(logVariance[j] / 2) * noise[j])]);
                for (int j = 0; j < 5; j++)
                    sums[j] += terms[j] / 2;
                ElboTerms one = reference.Terms(row, noise, sampledLatent: false);
                (likelihood, prior, posterior) = (likelihood + one.LogLikelihood / 2, prior + one.LogPrior / 2, posterior + one.LogPosterior / 2);
                latent += one.LatentTerm / 2;
            }
            for (int j = 0; j < 5; j++)
                observed[j] += float.IsNaN(row[j]) ? 0 : 1;
        }
        return (new ElboTerms(likelihood / usable.Length, prior / usable.Length, posterior / usable.Length),
            new TermMeans([.. sums.Zip(observed, (sum, count) => (float)(sum / count))], (float)(latent / usable.Length)));

        static double Noise(int sample, int variable) => _model.Scorer.Noise[2 * sample + variable];
    }

    private static float[][] MakeRows()
    {
        float[][] rows = Models.Rows(2500, seed: 12, missing: 0.1);
        rows[7] = [1, 2, float.PositiveInfinity, 4, 5];
        rows[1500] = [float.NaN, float.NaN, float.NaN, float.NaN, float.NaN];
        return rows;
    }
}
