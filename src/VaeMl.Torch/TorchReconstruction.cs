using TorchSharp;
using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Torch.Likelihoods;
using VaeMl.Training;
using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>The term log p(x|z) of a batch and its gradient at the decoder's output, each row's cut to <see cref="VaeOptions.RowGradientLimit"/>.</summary>
internal sealed class TorchReconstruction : IDisposable
{
    private readonly FeatureModel _features;
    private readonly NetworkShape _shape;
    private readonly Scalar _limit;
    private readonly Tensor _constants;
    private readonly Tensor _logFloors;
    private readonly (TorchLikelihood Likelihood, Tensor? Columns)[] _groups;

    public TorchReconstruction(TrainingTask task, Device device)
    {
        _features = task.Features;
        _shape = task.Initial.Shape;
        _limit = (float)Math.Min(task.Options.RowGradientLimit, float.MaxValue);
        _constants = tensor(_features.Constant, [_features.Count], dtype: ScalarType.Float32, device: device);
        _logFloors = tensor([.. _features.VarianceFloor.Select(floor => MathF.Log(floor))], [_features.Count], dtype: ScalarType.Float32, device: device);
        var kinds = _features.Likelihoods.Index().GroupBy(feature => feature.Item.Kind).ToArray();
        _groups = [.. kinds.Select(kind => (
            TorchLikelihood.Of(kind.First().Item),
            kinds.Length == 1 ? null : tensor(kind.Select(feature => (long)feature.Index).ToArray(), device: device)))];
    }

    /// <summary>What outlives the scope it was made in.</summary>
    public IEnumerable<Tensor> Tensors => [_constants, _logFloors, .. _groups.Select(group => group.Columns).OfType<Tensor>()];

    /// <summary>Evaluates the batch, apart from the network's own graph.</summary>
    /// <param name="batch">B rows.</param>
    /// <param name="output">[S, B, d or 2d]: the decoder's.</param>
    /// <param name="logVariance">[d]: the log-variances that no row changes, or null.</param>
    /// <returns>Σ log p(x|z) over the rows, a mean over the S samples, in nats; and what to carry back: tensors of the network's graph with the loss's gradient there.</returns>
    public (Tensor LogLikelihood, Tensor[] Outputs, Tensor[] Gradients) Evaluate(TorchBatch batch, Tensor output, Tensor? logVariance)
    {
        long samples = output.shape[0], rows = output.shape[1];
        Tensor[] outputs = logVariance is null ? [output] : [output, logVariance.expand(samples, rows, _shape.Features)];
        // What lives only here is a multiple of the decoder's output, and free again before the network's backward pass.
        using DisposeScope scope = NewDisposeScope();
        Tensor[] leaves = [.. outputs.Select(tensor => tensor.detach().requires_grad_())];
        Tensor[] parameters = _shape.DecodesVariance ? leaves[0].chunk(2, -1) : leaves;
        Tensor terms = RowTerms(batch, parameters[0], parameters.ElementAtOrDefault(1)).sum(ScalarType.Float64);
        terms.backward();

        Tensor[] gradients = [.. leaves.Select(leaf => leaf.grad!)];
        Tensor squaredNorm = gradients.Select(gradient => gradient.Squared().sum(-1, keepdim: true)).Aggregate((a, b) => a.Plus(b));
        using Scalar weight = 1f / (samples * rows), share = -1.0 / samples;
        Tensor factor = squaredNorm.rsqrt_().mul_(_limit).clamp_max_(TorchScalars.One).mul_(weight);
        foreach (Tensor gradient in gradients)
            gradient.mul_(factor);
        scope.MoveToOuter(gradients);
        return (scope.MoveToOuter(terms.detach().mul_(share) - Constant(batch, rows)), outputs, gradients);
    }

    public void Dispose()
    {
        foreach (Tensor tensor in Tensors)
            tensor.Dispose();
        _limit.Dispose();
    }

    /// <summary>[S, B]: −log p(x|z) without constants. Missing values carry neither term nor gradient.</summary>
    private Tensor RowTerms(TorchBatch batch, Tensor p0, Tensor? p1)
    {
        Tensor? sum = null;
        foreach ((TorchLikelihood likelihood, Tensor? columns) in _groups)
        {
            Tensor terms = likelihood.NegativeLog(Select(batch.Target), Select(p0), p1 is null ? null : Select(p1), Select(_logFloors));
            if (batch.Observed is { } observed)
                terms *= Select(observed);
            Tensor rows = terms.sum(-1);
            sum = sum is null ? rows : sum.Plus(rows);

            Tensor Select(Tensor all) => columns is null ? all : all.index_select(-1, columns);
        }
        return sum!;
    }

    private Tensor Constant(TorchBatch batch, long rows)
    {
        using Scalar all = rows;
        Tensor counts = batch.Observed is { } observed ? observed.sum(dim: 0) : full_like(_constants, all);
        return (counts * _constants).sum(ScalarType.Float64);
    }
}
