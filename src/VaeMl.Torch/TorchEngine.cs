using System.Runtime.InteropServices;
using VaeMl.Messages;
using VaeMl.Networks;
using VaeMl.Torch.Tensors;
using VaeMl.Training.Engines;
using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>
/// The TorchSharp training engine: rows → encoder → μ, σ → z = μ + σu → decoder → terms of the ELBO, then the backward pass and a step of Adam.
/// The backward pass is written out. For a small network, the bookkeeping of autograd would cost more than the arithmetic.
/// </summary>
internal sealed class TorchEngine : ITrainingEngine
{
    // Below this number of multiplications per pass, a second thread costs more than it gains. It costs far more if other programs occupy a core,
    // because OpenMP's threads spin until the last one arrives.
    private const long ProductsWorthThreads = 16_000_000;
    private readonly VaeOptions _options;
    private readonly int? _threads;
    private readonly TorchParameters _parameters;
    private readonly TorchAdam _adam;
    private readonly TorchBatchLoader _loader;
    private readonly TorchReconstruction _reconstruction;

    /// <summary>Creates an engine.</summary>
    /// <param name="setup">The training rows, the network and the options.</param>
    /// <param name="device">The device to train on.</param>
    public TorchEngine(EngineSetup setup, DeviceName device)
    {
        _options = setup.Options;
        int mostRows = checked(setup.MostRows * _options.TrainingSamples);
        bool isSmall = (long)setup.Parameters.ParameterCount * mostRows < ProductsWorthThreads;
        _threads = _options.Threads ?? (isSmall && !device.IsCuda ? 1 : null);
        using TorchScope scope = new(_threads);
        Device opened = device.Open();
        _parameters = new TorchParameters(setup.Parameters, _options.Variance == VarianceKind.Shared, mostRows, opened);
        _adam = new TorchAdam(_parameters.Flat);
        _loader = new TorchBatchLoader(setup, opened);
        _reconstruction = new TorchReconstruction(setup, opened);
        // Detached from the scope only now, so that a failure above leaks nothing.
        foreach (Tensor tensor in (IEnumerable<Tensor>)[.. _parameters.Tensors, .. _adam.Tensors, .. _loader.Tensors, .. _reconstruction.Tensors])
            tensor.DetachFromDisposeScope();
    }

    /// <summary>
    /// The approximate CPU memory of an engine, in bytes. For each layer, a pass keeps the input, the output, the activation's derivative and a gradient.
    /// </summary>
    public static double Bytes(NetworkShape shape, int rows, int samples, DeviceName device)
    {
        const int parameterCopies = 6;
        double loader = sizeof(float) * (double)TorchBatchLoader.MostFloats(shape, rows, samples);
        return device.IsCuda ? loader : loader + sizeof(float) * (
            parameterCopies * (double)shape.ParameterCount
            + rows * shape.EncoderLayers.Sum(layer => layer.Inputs + 3.0 * layer.Outputs)
            + (double)rows * samples * shape.DecoderLayers.Sum(layer => layer.Inputs + 3.0 * layer.Outputs));
    }

    public ElboTerms Step(in EngineStep step)
    {
        using TorchScope scope = new(_threads);
        TorchSum[] terms = Backward(step);
        _adam.Update(_parameters.Gradient, step.LearningRate, step.Number);
        return Read(terms);
    }

    /// <summary>The gradient of the loss −ELBO (β-weighted, averaged over the mini-batch) with respect to every parameter. No step is made.</summary>
    public (ElboTerms Terms, NetworkParameters Gradient) Gradient(in EngineStep step)
    {
        using TorchScope scope = new(_threads);
        TorchSum[] terms = Backward(step);
        return (Read(terms), _parameters.ToNetwork(_parameters.Gradient));
    }

    public NetworkParameters Snapshot()
    {
        using TorchScope scope = new(_threads);
        return _parameters.ToNetwork(_parameters.Flat);
    }

    public float[] State(float[]? into = null)
    {
        using TorchScope scope = new(_threads);
        ReadOnlySpan<float> state = MemoryMarshal.Cast<byte, float>(cat(StateTensors()).to(CPU).bytes);
        into ??= new float[state.Length];
        state.CopyTo(into);
        return into;
    }

    public void Restore(ReadOnlySpan<float> state)
    {
        using TorchScope scope = new(_threads);
        Tensor[] tensors = StateTensors();
        long length = tensors[0].NumberOfElements;
        if (state.Length != tensors.Length * length)
            throw new ArgumentException($"{Counted.Format(state.Length, "number")} cannot fill {tensors.Length * length}.", nameof(state));
        Tensor all = tensor(state.ToArray());
        for (int i = 0; i < tensors.Length; i++)
            tensors[i].copy_(all.narrow(0, i * length, length));
    }

    public void Dispose()
    {
        _reconstruction.Dispose();
        _loader.Dispose();
        _adam.Dispose();
        _parameters.Dispose();
    }

    private Tensor[] StateTensors() => [_parameters.Flat, _adam.First, _adam.Second];

    /// <summary>Stores the gradient of the loss with the parameters. Returns log p(x|z), log p(z) and log q(z|x), still on the device.</summary>
    private TorchSum[] Backward(in EngineStep step)
    {
        TorchBatch batch = _loader.Load(step);
        TorchLatentTerm latent = new(_options.LatentTerm, _parameters.Encoder.Forward(batch.Input), batch.Noise);
        (long samples, long rows) = (batch.Noise.shape[0], batch.Noise.shape[1]);
        Tensor output = _parameters.Decoder.Forward(latent.Sample.view(samples * rows, -1)).view(samples, rows, -1);
        (TorchSum logLikelihood, Tensor atOutput, Tensor? atLogVariance) = _reconstruction.Evaluate(batch, output, _parameters.LogVariance);
        if (atLogVariance is not null)
            _parameters.KeepLogVarianceGradient(atLogVariance);
        Tensor atSample = _parameters.Decoder.Backward(atOutput.reshape(samples * rows, -1), needInput: true)!.view(samples, rows, -1);
        (TorchSum logPrior, TorchSum logPosterior, Tensor atHead) = latent.Evaluate(atSample, step.Beta / rows);
        _parameters.Encoder.Backward(atHead, needInput: false);
        return [logLikelihood, logPrior, logPosterior];
    }

    private static ElboTerms Read(TorchSum[] terms)
    {
        ReadOnlySpan<double> values = MemoryMarshal.Cast<byte, double>(stack([.. terms.Select(term => term.Tensor)]).to(CPU).bytes);
        return new ElboTerms(terms[0].Evaluate(values[0]), terms[1].Evaluate(values[1]), terms[2].Evaluate(values[2]));
    }
}
