using VaeMl.Networks;
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

    [Theory]
    [InlineData(1, 1024)]
    [InlineData(4096, 1024)]
    [InlineData(4097, 992)]
    [InlineData(100_000, 32)]
    [InlineData(int.MaxValue, 32)]
    public void A_batch_has_as_many_rows_as_fit_in_whole_tiles(int features, int rows)
    {
        Assert.Equal(rows, BatchScoring.BatchRows(features));
        Assert.Equal(0, BatchScoring.BatchCount(0, features));
        Assert.Equal(1, BatchScoring.BatchCount(1, features));
        Assert.Equal(1, BatchScoring.BatchCount(rows, features));
        Assert.Equal(2, BatchScoring.BatchCount(rows + 1, features));
        Assert.Equal((int)(((long)int.MaxValue + rows - 1) / rows), BatchScoring.BatchCount(int.MaxValue, features));
    }

    [Fact]
    public void Batches_hold_the_rows_asked_for_in_order()
    {
        VaeData data = new(_rows);
        int[] backwards = [.. Enumerable.Range(0, _rows.Length).Reverse()];
        foreach (int[]? indices in new[] { null, backwards })
        {
            float[][] seen = new float[_rows.Length][];
            BatchScoring.ForEachBatch(data, indices, (first, rows) =>
            {
                for (int i = 0; i < rows.Length / 5; i++)
                    seen[first + i] = rows.Slice(i * 5, 5).ToArray();
            }, threads: 3);
            Assert.Equal(indices is null ? _rows : [.. _rows.Reverse()], seen);
        }
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => BatchScoring.ForEachBatch(data, null, (_, _) => Assert.Fail("It was cancelled before."), cancellation: cancelled.Token));
    }

    [Fact]
    public void A_workspace_takes_the_bytes_that_are_said()
    {
        NetworkShape shape = new(5, 7, 3, [40, 20], [30], ActivationKind.Relu, DecodesVariance: true, HasFixedVariance: false);
        ScoreWorkspace workspace = new(shape, samples: 4);
        AlignedFloats[] buffers =
        [
            workspace.Rows, workspace.Target, workspace.Terms, workspace.SampleTerms, workspace.Variance, workspace.LogVariance, workspace.Head, workspace.First,
            workspace.Second, workspace.SampleWeights, workspace.Elbo, workspace.Score, workspace.LatentTerm,
        ];
        Assert.Equal(sizeof(float) * buffers.Sum(buffer => buffer.Length), ScoreWorkspace.Bytes(shape, 4));
        // The widest layer, d features padded to 16, and the head with room for another block.
        Assert.Equal((48 * 32, 16 * 32, (3 + 16 + 16) * 32), (workspace.First.Length, workspace.Target.Length, workspace.Head.Length));
    }

    private static (ElboTerms Elbo, TermMeans Terms) Reference(float[][] rows)
    {
        ReferenceVae reference = new(_model.Scorer.Network, _model.Scorer.Features);
        float[][] usable = [.. rows.Where(row => !row.Any(float.IsInfinity) && !row.All(float.IsNaN))];
        double[] sums = new double[5], observed = new double[5];
        double likelihood = 0, prior = 0, posterior = 0, latent = 0;
        foreach (float[] row in usable)
        {
            for (int k = 0; k < 2; k++)
            {
                double[] noise = [Noise(k, 0), Noise(k, 1)];
                (double[] mean, double[] logVariance) = reference.Encode(row);
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
