using MathNet.Numerics.LinearAlgebra;
using VaeMl.Networks;

namespace VaeMl.Tests.Training;

/// <summary>A linear VAE with isotropic noise is probabilistic PCA, whose best log likelihood is known in closed form (Tipping and Bishop 1999).</summary>
public sealed class PpcaTests
{
    private const int Rows = 2000, Features = 6, Latent = 2;

    [Fact]
    public void A_linear_VAE_reaches_the_closed_form_likelihood()
    {
        VaeData data = Draw();
        VaeOptions options = new()
        {
            Likelihood = LikelihoodKind.Gaussian,
            Variance = VarianceKind.Shared,
            VarianceFloor = 0.01,
            Standardize = false,
            HiddenSizes = [],
            LatentSize = Latent,
            LearningRate = 5e-3,
            Epochs = 1250,
            CalibrationFolds = 0,
            Seed = 3,
        };
        double elbo = ExpectedElbo(new VaeTrainer(options).Fit(data), data);
        double best = ClosedFormLogLikelihood(data);
        Assert.InRange(elbo, best - 0.05, best + 1e-5);
    }

    /// <summary>The mean ELBO with its expectation over z in closed form, which a linear decoder allows: the term at μ less ½ Σ wⱼₖ² σₖ² / v.</summary>
    private static double ExpectedElbo(VaeModel model, VaeData data)
    {
        NetworkParameters network = model.Scorer.Network;
        ReferenceVae reference = new(network, model.Scorer.Features);
        Dense decoder = network.Decoder.Single();
        double variance = 0.01 + Math.Exp(network.LogVariance!.Span[0]), sum = 0;
        for (int i = 0; i < data.Count; i++)
        {
            (double[] mean, double[] logVariance) = reference.Encode(data[i]);
            sum -= reference.FeatureTerms(data[i], mean).Sum();
            for (int k = 0; k < Latent; k++)
            {
                double posterior = Math.Exp(logVariance[k]);
                double weights = Enumerable.Range(0, Features).Sum(j => Math.Pow(decoder.Weights.Span[decoder.IndexOf(j, k)], 2));
                sum -= 0.5 * (weights * posterior / variance + posterior + mean[k] * mean[k] - 1 - logVariance[k]);
            }
        }
        return sum / data.Count;
    }

    /// <summary>−½ (d log 2π + log|C| + tr(C⁻¹S)) at C = WWᵀ + σ²I with the maximum likelihood W and σ², per row in nats.</summary>
    private static double ClosedFormLogLikelihood(VaeData data)
    {
        Matrix<double> rows = Matrix<double>.Build.Dense(data.Count, Features, (i, j) => data[i][j]);
        Vector<double> mean = rows.ColumnSums() / data.Count;
        Matrix<double> centred = Matrix<double>.Build.Dense(data.Count, Features, (i, j) => rows[i, j] - mean[j]);
        Matrix<double> covariance = centred.TransposeThisAndMultiply(centred) / data.Count;
        double[] eigenvalues = [.. covariance.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).OrderDescending()];
        double noise = eigenvalues.Skip(Latent).Average();
        double logDeterminant = eigenvalues.Take(Latent).Sum(Math.Log) + (Features - Latent) * Math.Log(noise);
        return -0.5 * (Features * Math.Log(Math.Tau) + logDeterminant + Features);
    }

    private static VaeData Draw()
    {
        Random random = new(1);
        double[,] weights = new double[Features, Latent];
        for (int j = 0; j < Features; j++)
            for (int k = 0; k < Latent; k++)
                weights[j, k] = 2 * Models.Normal(random);
        float[][] rows = new float[Rows][];
        for (int i = 0; i < Rows; i++)
        {
            double[] z = [Models.Normal(random), Models.Normal(random)];
            rows[i] = [.. Enumerable.Range(0, Features).Select(j => (float)(j - 2 + weights[j, 0] * z[0] + weights[j, 1] * z[1] + 0.7 * Models.Normal(random)))];
        }
        return new VaeData(rows);
    }
}
