using System.Runtime.InteropServices;
using TorchSharp;
using VaeMl.Networks;
using VaeMl.Training;
using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>The TorchSharp training engine: rows → encoder → μ, σ → z = μ + σu → decoder → terms of the ELBO, back by autograd, and a step of Adam.</summary>
internal sealed class TorchEngine : ITrainingEngine
{
    private readonly VaeOptions _options;
    private readonly TorchParameters _parameters;
    private readonly TorchAdam _adam;
    private readonly TorchBatchLoader _loader;
    private readonly TorchReconstruction _reconstruction;

    /// <summary>Makes an engine.</summary>
    /// <param name="task">What to train on and how.</param>
    /// <param name="device">Where.</param>
    public TorchEngine(TrainingTask task, DeviceName device)
    {
        _options = task.Options;
        using TorchCall call = new(_options.Threads);
        Device opened = device.Open();
        _parameters = new TorchParameters(task.Initial, _options.Variance == VarianceKind.Shared, opened);
        _adam = new TorchAdam(_parameters.Flat);
        _loader = new TorchBatchLoader(task, opened);
        _reconstruction = new TorchReconstruction(task, opened);
        // Only now, so that a failure above leaves nothing behind.
        foreach (Tensor tensor in (IEnumerable<Tensor>)[.. _parameters.Tensors, .. _adam.Tensors, .. _loader.Tensors, .. _reconstruction.Tensors])
            tensor.DetachFromDisposeScope();
    }

    public ElboTerms Step(in TrainingStep step)
    {
        using TorchCall call = new(_options.Threads);
        Tensor terms = Backward(step);
        _adam.Update(_parameters.Gradient, step.LearningRate, step.Number);
        return Read(terms);
    }

    /// <summary>The gradient of the loss −ELBO (β-weighted, averaged over the batch) with respect to every parameter, without a step.</summary>
    public (ElboTerms Terms, VaeNetwork Gradient) Gradient(in TrainingStep step)
    {
        using TorchCall call = new(_options.Threads);
        Tensor terms = Backward(step);
        return (Read(terms), _parameters.ToNetwork(_parameters.Gradient));
    }

    public VaeNetwork Snapshot()
    {
        using TorchCall call = new(_options.Threads);
        return _parameters.ToNetwork(_parameters.Flat);
    }

    public void Dispose()
    {
        _reconstruction.Dispose();
        _loader.Dispose();
        _adam.Dispose();
        _parameters.Dispose();
    }

    /// <summary>Leaves the loss's gradient at the parameters and returns the objective's three terms, still on the device.</summary>
    private Tensor Backward(in TrainingStep step)
    {
        TorchBatch batch = _loader.Load(step);
        TorchLatentTerm latent = new(_parameters.Encode(batch.Input), batch.Noise);
        (Tensor logLikelihood, Tensor[] outputs, Tensor[] gradients) =
            _reconstruction.Evaluate(batch, _parameters.Decode(latent.Sample), _parameters.LogVariance);
        (Tensor logPrior, Tensor logPosterior, Tensor difference) = latent.Evaluate(_options.LatentTerm);
        using Scalar weight = step.Beta / step.Rows.Length;
        autograd.backward([.. outputs, difference], [.. gradients, full_like(difference, weight)]);
        _parameters.GatherGradient();
        return stack([logLikelihood, logPrior, logPosterior]);
    }

    private static ElboTerms Read(Tensor terms)
    {
        ReadOnlySpan<double> values = MemoryMarshal.Cast<byte, double>(terms.to(ScalarType.Float64, CPU).bytes);
        return new ElboTerms(values[0], values[1], values[2]);
    }
}
