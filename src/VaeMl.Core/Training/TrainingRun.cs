using System.Diagnostics;
using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Onnx;
using VaeMl.Scoring;

namespace VaeMl.Training;

/// <summary>A whole training, the same for every engine: check, split, train, measure mean terms, calibrate the threshold.</summary>
internal sealed class TrainingRun
{
    // All rows share the draws, so few of them would move the mean bound of an epoch by more than the epoch did.
    private const int ValidationSamples = 16;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly string _trainer;
    private readonly VaeOptions _options;
    private readonly Func<TrainingTask, ITrainingEngine> _createEngine;
    private readonly VaeData _data;
    private readonly CancellationToken _cancellation;
    private readonly DataSummary _summary;
    private readonly FeatureModel _features;
    private readonly ResolvedOptions _resolved;
    private readonly ProgressScale _progress;

    public TrainingRun(
        string trainer,
        VaeOptions options,
        Func<TrainingTask, ITrainingEngine> createEngine,
        VaeData data,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        _trainer = trainer;
        _options = options;
        _createEngine = createEngine;
        _data = data;
        _cancellation = cancellation;
        if (options.LatentSize > data.FeatureCount)
            throw new VaeDataException(
                $"LatentSize must be at most the number of features, {data.FeatureCount}; it is {options.LatentSize}. Lower it, or leave it out.");
        _summary = new DataSummary(data, cancellation);
        _features = FeatureModeling.Create(data, _summary, options);
        _resolved = new ResolvedOptions(options, _summary.UsableRows.Length, data.FeatureCount);
        _progress = new ProgressScale(progress, CrossFits ? Folds : 0);
    }

    private bool CrossFits => _resolved.RowsHeldOut == 0 && Folds > 0;

    private int Folds => Math.Min(_options.CalibrationFolds, _summary.UsableRows.Length);

    public VaeTraining Execute()
    {
        int[] shuffled = [.. _summary.UsableRows];
        new RandomStream((uint)_options.Seed, RandomPurpose.Folds).Shuffle(shuffled);
        int[] heldOut = shuffled[.._resolved.RowsHeldOut];
        int[] training = shuffled[_resolved.RowsHeldOut..];
        // In the order of the data: neighbours in memory are read together.
        Array.Sort(heldOut);
        Array.Sort(training);

        NetworkTraining final = Train(training, heldOut, _options, _progress.Epoch);
        Scorer scorer = WithBaseline(final.Network, training);
        IEnumerable<float> unseen = CrossFits ? CrossFit(shuffled) : ScoresOf(scorer, heldOut);
        ScoreQuantiles quantiles = ScoreQuantiles.Of(unseen);
        double threshold = quantiles.Count > 0 ? quantiles.ThresholdFor(_options.FlagRate) : double.PositiveInfinity;
        VaeModel model = new(scorer, new ModelMetadata
        {
            // How many threads trained is no property of the model: the file is the same for any number.
            Options = _options with { Threads = null },
            FeatureNames = _data.FeatureNames,
            Trainer = _trainer,
            Quantiles = quantiles,
            Threshold = threshold,
            RowsTrained = training.Length,
        });
        return new VaeTraining(model, new TrainingReport
        {
            Trainer = _trainer,
            Epochs = final.Epochs,
            StopReason = final.StopReason,
            BestEpoch = final.BestEpoch,
            RowsTrained = training.Length,
            RowsHeldOut = heldOut.Length,
            RowsSkipped = _summary.RowsSkipped,
            Steps = final.Steps,
            CalibrationRows = quantiles.Count,
            Warnings = [.. _summary.Warnings(), .. CalibrationWarnings(quantiles)],
            Elapsed = _watch.Elapsed,
        });
    }

    private IEnumerable<string> CalibrationWarnings(ScoreQuantiles quantiles)
    {
        if (quantiles.Count == 0)
            yield return "The model has no threshold and flags nothing: no rows were held out and CalibrationFolds is 0.";
        else if (_options.FlagRate * (quantiles.Count + 1) < 1)
            yield return FormattableString.Invariant(
                $"The threshold rests on {quantiles.Count} rows, too few for a flag rate of {_options.FlagRate}: it is their highest score, which about one row in {quantiles.Count + 1} exceeds.");
    }

    /// <summary>Scores every row by a model trained without it.</summary>
    private float[] CrossFit(int[] shuffled)
    {
        float[] scores = new float[shuffled.Length];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = _options.Threads ?? Environment.ProcessorCount, CancellationToken = _cancellation };
        Parallel.For(0, Folds, parallel, fold =>
        {
            int start = (int)((long)fold * shuffled.Length / Folds), end = (int)((long)(fold + 1) * shuffled.Length / Folds);
            int[] training = [.. shuffled[..start], .. shuffled[end..]];
            Array.Sort(training);
            RandomStream seeds = new((uint)_options.Seed, RandomPurpose.FoldSeed, (uint)fold);
            VaeOptions options = _options with { Seed = (int)seeds.NextUInt64(), Threads = 1 };
            NetworkTraining trained = Train(training, [], options, (epoch, epochs) => _progress.FoldEpoch(epoch, epochs));
            ScoresOf(WithBaseline(trained.Network, training), shuffled[start..end]).CopyTo(scores, start);
        });
        return scores;
    }

    private NetworkTraining Train(int[] training, int[] validation, VaeOptions options, Action<EpochReport, int> report)
    {
        ResolvedOptions resolved = new(options, _summary.UsableRows.Length, _data.FeatureCount);
        VaeNetwork initial = VaeNetwork.Initialize(resolved.ShapeFor(_features), (uint)options.Seed);
        using ITrainingEngine engine = _createEngine(new TrainingTask(_data, _features, initial, resolved));
        return new TrainingLoop(engine, resolved, training, validation.Length == 0 ? null : network => Validate(network, validation), report, _cancellation).Run();
    }

    private ElboTerms? Validate(VaeNetwork network, int[] validation)
    {
        float[] noise = Scorer.FixedNoise(ValidationSamples, _resolved.Latent, _options.Seed);
        Scorer scorer = new(network, _features, ScoreKind.Elbo, noise, Baseline.Zero(_features.Count));
        return MeanTerms.Of(scorer, _data, validation, _options.Threads, _cancellation);
    }

    private Scorer WithBaseline(VaeNetwork network, int[] training)
    {
        Scorer scorer = new(network, _features, _options.Score, FixedNoise(), Baseline.Zero(_features.Count));
        return scorer.With(BaselineEstimate.Of(scorer, _data, training, _options.Threads, _cancellation));
    }

    private float[] FixedNoise() => Scorer.FixedNoise(_options.ScoreSamples, _resolved.Latent, _options.Seed);

    private float[] ScoresOf(Scorer scorer, int[] rows)
    {
        float[] scores = new float[rows.Length];
        BatchScoring.ForEachBatch(
            _data,
            rows,
            (first, batch) => scorer.Score(batch, new ScoreColumns { Score = scores.AsSpan(first, batch.Length / _features.Count) }),
            _options.Threads,
            _cancellation);
        return scores;
    }
}
