using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Training.BuiltIn;

/// <summary>
/// The latent terms of one tile's ELBO: the reparameterization z = μ + σu, log p(z) and log q(z|x), and their gradients with respect to μ and log σ².
/// </summary>
internal unsafe struct LatentTerm
{
    private readonly TileScratch _scratch;
    private readonly int _latent;
    private readonly float _beta;
    private readonly LatentTermKind _kind;
    private double _logPrior;
    private double _logPosterior;

    public LatentTerm(TileScratch scratch, int latent, double beta, LatentTermKind kind)
    {
        _scratch = scratch;
        _latent = latent;
        _beta = (float)beta;
        _kind = kind;
    }

    /// <summary>z = μ + σu for the noise in the scratch.</summary>
    public readonly void Reparameterize(float* z)
    {
        int length = _latent * Tile.Rows;
        float* head = _scratch.Head.At(0, 2 * length);
        float* noise = _scratch.Noise.At(0, length);
        for (int i = 0; i < length; i += Tile.Panel)
        {
            Vector512<float> sigma = Exponential.Compute(PosteriorLogVariance.ClampLogVariance(Vector512.Load(head + length + i)) * 0.5f);
            Vector512.FusedMultiplyAdd(sigma, Vector512.Load(noise + i), Vector512.Load(head + i)).Store(z + i);
        }
    }

    /// <summary>Propagates the reconstruction term's gradient at z to μ and log σ². Adds the gradients of the latent terms if these are sampled.</summary>
    /// <param name="z">The latent sample.</param>
    /// <param name="dz">The gradient at z.</param>
    /// <param name="share">One divided by the number of samples.</param>
    public void AddSampleGradient(float* z, float* dz, float share)
    {
        int length = _latent * Tile.Rows;
        float* head = _scratch.Head.At(0, 2 * length);
        float* gradient = _scratch.HeadGradient.At(0, 2 * length);
        float* noise = _scratch.Noise.At(0, length);
        bool sampled = _kind == LatentTermKind.Sampled;
        Vector512<double> squaredZ = default, squaredU = default;
        for (int i = 0; i < length; i += Tile.Panel)
        {
            Vector512<float> weight = Vector512.Load(_scratch.Weight.Pointer + i % Tile.Rows);
            Vector512<float> raw = Vector512.Load(head + length + i);
            Vector512<float> sigma = Exponential.Compute(PosteriorLogVariance.ClampLogVariance(raw) * 0.5f);
            Vector512<float> u = Vector512.Load(noise + i), zi = Vector512.Load(z + i), g = Vector512.Load(dz + i);
            if (sampled)
            {
                // −log p(z) = ½ z² + const, with gradient z.
                g += zi * weight * (_beta * share);
                Vector512<float> active = Vector512.GreaterThan(weight, Vector512<float>.Zero).AsSingle();
                squaredZ += LaneReduction.Widen(zi * zi & active);
                squaredU += LaneReduction.Widen(u * u & active);
            }
            (Vector512.Load(gradient + i) + g).Store(gradient + i);
            Vector512<float> dLog = g * u * sigma * 0.5f & PosteriorLogVariance.LogVarianceInRange(raw);
            (Vector512.Load(gradient + length + i) + dLog).Store(gradient + length + i);
        }
        if (sampled)
        {
            _logPrior -= 0.5 * share * Vector512.Sum(squaredZ);
            _logPosterior -= 0.5 * share * Vector512.Sum(squaredU);
        }
    }

    /// <summary>Adds the parts that do not depend on the samples, and returns the tile's sums of log p(z) and log q(z|x), in nats.</summary>
    public readonly (double LogPrior, double LogPosterior) Finish(int rows)
    {
        int length = _latent * Tile.Rows;
        float* head = _scratch.Head.At(0, 2 * length);
        float* gradient = _scratch.HeadGradient.At(0, 2 * length);
        bool closed = _kind == LatentTermKind.ClosedForm;
        Vector512<double> secondMoment = default, logVariance = default;
        for (int i = 0; i < length; i += Tile.Panel)
        {
            Vector512<float> weight = Vector512.Load(_scratch.Weight.Pointer + i % Tile.Rows);
            Vector512<float> active = Vector512.GreaterThan(weight, Vector512<float>.Zero).AsSingle();
            Vector512<float> raw = Vector512.Load(head + length + i);
            Vector512<float> clamped = PosteriorLogVariance.ClampLogVariance(raw);
            Vector512<float> mean = Vector512.Load(head + i), variance = Exponential.Compute(clamped);
            logVariance += LaneReduction.Widen(clamped & active);
            secondMoment += LaneReduction.Widen(mean * mean + variance & active);
            // KL = ½ Σ (σ² + μ² − 1 − log σ²). In the sampled form only −½ log σ² remains here.
            Vector512<float> dLog = (closed ? variance - Vector512<float>.One : -Vector512<float>.One) * weight * (0.5f * _beta);
            (Vector512.Load(gradient + length + i) + (dLog & PosteriorLogVariance.LogVarianceInRange(raw))).Store(gradient + length + i);
            if (closed)
                (Vector512.Load(gradient + i) + mean * weight * _beta).Store(gradient + i);
        }
        double constant = 0.5 * rows * _latent * Math.Log(2 * Math.PI);
        double entropyPart = -0.5 * Vector512.Sum(logVariance) - constant;
        return closed
            ? (-0.5 * Vector512.Sum(secondMoment) - constant, entropyPart - 0.5 * rows * _latent)
            : (_logPrior - constant, _logPosterior + entropyPart);
    }
}
