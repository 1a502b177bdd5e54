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
    private readonly double _limit;
    private readonly Tensor _constants;
    private readonly double _allConstants;
    private readonly Tensor _logFloors;
    private readonly Tensor? _order;
    private readonly (TorchLikelihood Likelihood, Tensor? Columns)[] _groups;

    public TorchReconstruction(TrainingTask task, Device device)
    {
        _features = task.Features;
        _shape = task.Initial.Shape;
        _limit = Math.Min(task.Options.RowGradientLimit, float.MaxValue);
        _constants = tensor(_features.Constant, [_features.Count], dtype: ScalarType.Float32, device: device);
        _allConstants = _features.Constant.Sum(constant => (double)constant);
        _logFloors = tensor([.. _features.VarianceFloor.Select(floor => MathF.Log(floor))], [_features.Count], dtype: ScalarType.Float32, device: device);
        var kinds = _features.Likelihoods.Index().GroupBy(feature => feature.Item.Kind).ToArray();
        long[][] columns = [.. kinds.Select(kind => kind.Select(feature => (long)feature.Index).ToArray())];
        if (kinds.Length > 1)
        {
            long[] grouped = [.. columns.SelectMany(group => group)];
            _order = tensor([.. Enumerable.Range(0, grouped.Length).Select(j => (long)Array.IndexOf(grouped, j))], device: device);
        }
        _groups = [.. kinds.Zip(columns, (kind, group) => (
            TorchLikelihood.Of(kind.First().Item), kinds.Length == 1 ? null : tensor(group, device: device)))];
    }

    /// <summary>What outlives the scope it was made in.</summary>
    public IEnumerable<Tensor> Tensors =>
        [_constants, _logFloors, .. _groups.Select(group => group.Columns).Append(_order).OfType<Tensor>()];

    /// <summary>Evaluates the batch.</summary>
    /// <param name="batch">B rows.</param>
    /// <param name="output">[S, B, d or 2d]: the decoder's.</param>
    /// <param name="logVariance">[d]: the log-variances that no row changes, or null.</param>
    /// <returns>
    /// log p(x|z), summed over the rows, a mean over the S samples; and the loss's gradient [S, B, d or 2d] at the decoder's output and, where they are
    /// given, [S, B, d] at the log-variances.
    /// </returns>
    public (TorchSum LogLikelihood, Tensor Output, Tensor? LogVariance) Evaluate(TorchBatch batch, Tensor output, Tensor? logVariance)
    {
        long samples = output.shape[0], rows = output.shape[1];
        // What lives only here is a multiple of the decoder's output, and free again before the network's backward pass.
        using DisposeScope scope = NewDisposeScope();
        Tensor p0 = _shape.DecodesVariance ? output.narrow(-1, 0, _shape.Features) : output;
        Tensor? p1 = _shape.DecodesVariance ? output.narrow(-1, _shape.Features, _shape.Features) : logVariance;
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
        Tensor[] parts = gradient.chunk(2, -1);
        return (logLikelihood, scope.MoveToOuter(parts[0]), scope.MoveToOuter(parts[1]));
    }

    public void Dispose()
    {
        foreach (Tensor tensor in Tensors)
            tensor.Dispose();
    }

    /// <summary>
    /// Σ −log p(x|z) without constants over samples, rows and features, and its gradient [S, B, d or 2d] with respect to p₀ beside p₁. Missing values carry neither.
    /// </summary>
    private (Tensor Sum, Tensor Gradient) Terms(TorchBatch batch, Tensor p0, Tensor? p1)
    {
        Tensor? sum = null;
        List<Tensor> slopes0 = [], slopes1 = [];
        foreach ((TorchLikelihood likelihood, Tensor? columns) in _groups)
        {
            LikelihoodTerms terms = likelihood.Evaluate(Select(batch.Target), Select(p0), p1 is null ? null : Select(p1), Select(_logFloors));
            if (batch.Observed is { } observed)
                terms.Values.mul_(Select(observed));
            Tensor part = terms.Values.sum(ScalarType.Float64);
            sum = sum is null ? part : sum.Plus(part);
            slopes0.Add(terms.Slope0);
            if (p1 is not null)
                slopes1.Add(terms.Slope1 ?? zeros_like(terms.Slope0));

            Tensor Select(Tensor all) => columns is null ? all : all.index_select(-1, columns);
        }
        if (_order is null && p1 is null)
            return (sum!, Masked(slopes0[0]));
        Tensor gradient = _order is null
            ? cat([slopes0[0], slopes1[0]], -1)
            : cat([.. ((List<Tensor>[])[slopes0, slopes1]).Where(slopes => slopes.Count > 0).Select(slopes => cat(slopes, -1).index_select(-1, _order))], -1);
        return (sum!, Masked(gradient));

        Tensor Masked(Tensor slopes)
        {
            if (batch.Observed is not { } observed)
                return slopes;
            return slopes.mul_(slopes.shape[^1] == observed.shape[^1] ? observed : cat([observed, observed], -1));
        }
    }

    /// <summary>Multiplies each row's gradient by its weight, and by what brings its norm down to the limit.</summary>
    private void Weigh(Tensor gradient, double weight)
    {
        using Scalar most = weight, limit = weight * _limit;
        if (_limit == float.MaxValue)
            gradient.mul_(most);
        else
            gradient.mul_(gradient.norm(-1, keepdim: true, 2).reciprocal_().mul_(limit).clamp_max_(most));
    }
}
