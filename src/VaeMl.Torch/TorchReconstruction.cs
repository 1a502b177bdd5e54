using TorchSharp;
using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Torch.Likelihoods;
using VaeMl.Torch.Tensors;
using VaeMl.Training.Engines;
using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>
/// The term log p(x|z) of a mini-batch and its gradient at the decoder's output. Each row's gradient is clipped to <see cref="VaeOptions.RowGradientLimit"/>.
/// </summary>
internal sealed class TorchReconstruction : IDisposable
{
    private readonly FeatureTransform _features;
    private readonly NetworkShape _shape;
    private readonly double _limit;
    private readonly Tensor _constants;
    private readonly double _allConstants;
    private readonly Tensor _logFloors;
    private readonly Tensor? _slotFeatures;
    private readonly Tensor? _featureOrder;
    private readonly Tensor? _slotOrder;
    private readonly (TorchLikelihood Likelihood, Tensor? Columns, Tensor? Slots)[] _groups;

    public TorchReconstruction(EngineSetup setup, Device device)
    {
        _features = setup.Features;
        _shape = setup.Parameters.Shape;
        _limit = Math.Min(setup.Options.RowGradientLimit, float.MaxValue);
        _constants = tensor(_features.Constant, [_features.Count], dtype: ScalarType.Float32, device: device);
        _allConstants = _features.Constant.Sum(constant => (double)constant);
        _logFloors = tensor([.. _features.VarianceFloor.Select(floor => MathF.Log(floor))], [_features.Count], dtype: ScalarType.Float32, device: device);
        var kinds = _features.Likelihoods.Index().GroupBy(feature => (feature.Item.Kind, feature.Item.Levels)).ToArray();
        long[][] columns = [.. kinds.Select(kind => kind.Select(feature => (long)feature.Index).ToArray())];
        long[][] slots = [.. columns.Select(group => group.SelectMany(SlotsOf).ToArray())];
        if (kinds.Length > 1)
            (_featureOrder, _slotOrder) = (OrderOf(columns), OrderOf(slots));
        if (_features.HasCategories)
            _slotFeatures = tensor([.. Enumerable.Range(0, _features.Count).SelectMany(j => SlotsOf(j).Select(_ => (long)j))], device: device);
        _groups = [.. kinds.Select((kind, i) => kinds.Length == 1
            ? (TorchLikelihood.Create(kind.First().Item, device), (Tensor?)null, (Tensor?)null)
            : (TorchLikelihood.Create(kind.First().Item, device), tensor(columns[i], device: device), tensor(slots[i], device: device)))];

        IEnumerable<long> SlotsOf(long feature) => Enumerable.Range(_features.FirstSlots[feature], _features.Likelihoods[feature].Slots).Select(slot => (long)slot);

        // The position of each feature or slot in the concatenated groups.
        Tensor OrderOf(long[][] groups)
        {
            long[] order = [.. Enumerable.Range(0, groups.Sum(group => group.Length)).Select(i => (long)i)];
            Array.Sort([.. groups.SelectMany(group => group)], order);
            return tensor(order, device: device);
        }
    }

    /// <summary>The tensors that outlive the dispose scope they were created in.</summary>
    public IEnumerable<Tensor> Tensors =>
        [_constants, _logFloors, .. _groups.SelectMany(group => (Tensor?[])[group.Columns, group.Slots]).Concat([_featureOrder, _slotOrder, _slotFeatures]).OfType<Tensor>(),
            .. _groups.SelectMany(group => group.Likelihood.Tensors)];

    /// <summary>Evaluates a mini-batch.</summary>
    /// <param name="batch">B rows.</param>
    /// <param name="output">[S, B, D or D + d]: the decoder's output.</param>
    /// <param name="logVariance">[d]: the log-variances that are the same for all rows, or null.</param>
    /// <returns>
    /// log p(x|z), summed over the rows and averaged over the S samples; the gradient of the loss at the decoder's output, [S, B, D or D + d]; and, if
    /// log-variances are given, the gradient at them, [S, B, d].
    /// </returns>
    public (TorchSum LogLikelihood, Tensor Output, Tensor? LogVariance) Evaluate(TorchBatch batch, Tensor output, Tensor? logVariance)
    {
        long samples = output.shape[0], rows = output.shape[1];
        // Intermediate tensors take several times the memory of the decoder's output. The scope frees them before the network's backward pass.
        using DisposeScope scope = NewDisposeScope();
        Tensor p0 = _shape.DecodesVariance ? output.narrow(-1, 0, _shape.Slots) : output;
        Tensor? p1 = _shape.DecodesVariance ? output.narrow(-1, _shape.Slots, _shape.Features) : logVariance;
        (Tensor terms, Tensor gradient) = Terms(batch, p0, p1);
        Weigh(gradient, 1.0 / (samples * rows));
        double constant = -rows * _allConstants;
        if (batch.Observed is { } observed)
        {
            using Scalar perSample = samples;
            terms.add_((observed.sum(dim: 0) * _constants).sum(ScalarType.Float64), perSample);
            constant = 0;
        }
        TorchSum logLikelihood = new(scope.MoveToOuter(terms), -1.0 / samples, constant);
        if (logVariance is null)
            return (logLikelihood, scope.MoveToOuter(gradient), null);
        Tensor first = gradient.narrow(-1, 0, _shape.Slots), second = gradient.narrow(-1, _shape.Slots, _shape.Features);
        return (logLikelihood, scope.MoveToOuter(first), scope.MoveToOuter(second));
    }

    public void Dispose()
    {
        foreach (Tensor tensor in Tensors)
            tensor.Dispose();
    }

    /// <summary>
    /// Σ −log p(x|z) without constants, over samples, rows and features, and its gradient [S, B, D or D + d] with respect to p₀ and p₁, side by side.
    /// Missing values contribute to neither.
    /// </summary>
    private (Tensor Sum, Tensor Gradient) Terms(TorchBatch batch, Tensor p0, Tensor? p1)
    {
        Tensor? sum = null;
        List<Tensor> gradients0 = [], gradients1 = [];
        foreach ((TorchLikelihood likelihood, Tensor? columns, Tensor? slots) in _groups)
        {
            LikelihoodTerms terms = likelihood.Evaluate(
                Select(batch.Target, columns), Select(p0, slots), p1 is null ? null : Select(p1, columns), Select(_logFloors, columns));
            if (batch.Observed is { } observed)
                terms.Values.mul_(Select(observed, columns));
            Tensor part = terms.Values.sum(ScalarType.Float64);
            sum = sum is null ? part : sum.Plus(part);
            gradients0.Add(terms.Gradient0);
            if (p1 is not null)
                gradients1.Add(terms.Gradient1 ?? zeros_like(terms.Values));
        }
        if (_slotOrder is null && p1 is null)
            return (sum!, Masked(gradients0[0]));
        Tensor gradient = _slotOrder is null ? cat([gradients0[0], gradients1[0]], -1)
            : p1 is null ? Ordered(gradients0, _slotOrder)
            : cat([Ordered(gradients0, _slotOrder), Ordered(gradients1, _featureOrder!)], -1);
        return (sum!, Masked(gradient));

        static Tensor Ordered(List<Tensor> gradients, Tensor order) => cat(gradients, -1).index_select(-1, order);

        static Tensor Select(Tensor all, Tensor? numbers) => numbers is null ? all : all.index_select(-1, numbers);

        Tensor Masked(Tensor gradients)
        {
            if (batch.Observed is not { } observed)
                return gradients;
            Tensor ofSlots = Select(observed, _slotFeatures);
            return gradients.mul_(gradients.shape[^1] == ofSlots.shape[^1] ? ofSlots : cat([ofSlots, observed], -1));
        }
    }

    /// <summary>Multiplies each row's gradient by the weight, after clipping its norm to the limit.</summary>
    private void Weigh(Tensor gradient, double weight)
    {
        using Scalar most = weight, limit = weight * _limit;
        if (_limit == float.MaxValue)
            gradient.mul_(most);
        else
            gradient.mul_(gradient.norm(-1, keepdim: true, 2).reciprocal_().mul_(limit).clamp_max_(most));
    }
}
