using System.Collections.Concurrent;
using System.Diagnostics;
using VaeMl.Contracts;
using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Onnx;
using VaeMl.Scoring;
using VaeMl.Training.Checkpoints;
using VaeMl.Training.Engines;

namespace VaeMl.Training;

/// <summary>A whole training run, the same for every engine: check, split, train, compute mean terms, calibrate the threshold.</summary>
internal sealed class TrainingRun : IDisposable
{
    private const int FinalPart = 0, FirstFoldPart = 1;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly EngineFactory _final;
    private readonly EngineFactory _folds;
    private readonly VaeOptions _given;
    private readonly VaeModel? _from;
    private readonly ContinuedRows? _continued;
    private readonly VaeData _data;
    private readonly RowWindow? _window;
    private readonly CancellationToken _cancellation;
    private readonly DataSummary _summary;
    private readonly FeatureTransform _features;
    private readonly bool _regimes;
    private readonly ResolvedOptions _resolved;
    private readonly NetworkScores _scores;
    private readonly ProgressScale _progress;
    private readonly CheckpointStore? _kept;
    private readonly TrainingMemory _memory;
    private readonly NetworkTrainer _trainer;
    private readonly ConcurrentBag<string> _foldRetries = [];

    /// <param name="final">Creates the engine for the model.</param>
    /// <param name="folds">Creates the engines for the calibration folds. It can be any engine, because all maximise the same objective.</param>
    /// <param name="request">The request.</param>
    public TrainingRun(EngineFactory final, EngineFactory folds, TrainingRequest request)
    {
        (_final, _folds) = (final, folds);
        (_from, VaeOptions options) = (request.From, _given = request.Options);
        _continued = _from is null ? null : new ContinuedRows(_from, request.Data);
        VaeData data = _data = _continued?.Trained ?? request.Data;
        _cancellation = request.Cancellation;
        int slots = data.SlotCount;
        if (options.LatentSize > slots)
            throw VaeDataException.WithOptionNames(
                $"{OptionNames.LatentSize} must be at most the number of features, {(slots == data.FeatureCount ? "" : "each category counted by its levels, ")}{slots}; it is {options.LatentSize}. Lower it, or leave it out.");
        _summary = new DataSummary(data, _cancellation);
        _regimes = ResolvedOptions.HasRegimes(_summary.UsableCount, _summary.HasCategories);
        _resolved = new ResolvedOptions(options, _summary.UsableCount, slots, _regimes, _from is not null, holdsOut: !data.IsInMemory);
        _features = _from?.Scorer.Features ?? FeatureTransformFit.Create(data, _summary, _resolved, exactFloor: options.VarianceFloor is not null);
        _memory = new TrainingMemory(_resolved.ShapeFor(_features), Options, data.Count);
        _memory.ThrowIfTooMuch(final, TrainingMemory.Available);
        _window = data.IsInMemory ? null : Window();
        _scores = new NetworkScores(_window?.Data ?? _continued?.Scored ?? data, _features, Options, _summary.HasMissing, _cancellation);
        _progress = new ProgressScale(request.Progress, CrossFits ? Folds : 0);
        if (request.Checkpoint is { } checkpoint)
            _kept = new CheckpointStore(checkpoint, RunFingerprint.Compute(final.Trainer == folds.Trainer ? final.Trainer : $"{final.Trainer} with {folds.Trainer}", options, request.Data, _from));
        _trainer = new NetworkTrainer(_window?.Data ?? data, _summary, _features, _scores, _from, _kept, _cancellation) { Window = _window };
    }

    private VaeOptions Options => _resolved.Options;

    private bool CrossFits => _resolved.RowsHeldOut == 0 && Folds > 0;

    private int Folds => Math.Min(Options.CalibrationFolds, _summary.UsableCount);

    public VaeTrainingResult Execute()
    {
        try
        {
            return Train();
        }
        finally
        {
            _kept?.Write();
        }
    }

    /// <summary>Releases the checkpoint for other training runs.</summary>
    public void Dispose() => _kept?.Dispose();

    private VaeTrainingResult Train()
    {
        int[] order = _window is null ? RowPartition.Order(_summary.UsableRows, Options) : [];
        (int[] training, int[] heldOut) = _window is null ? RowPartition.HoldOut(order, _resolved.RowsHeldOut) : (_window.Fetch(0), _window.HeldOut);
        int epochs = _resolved.Epochs * (_window?.Windows ?? 1);
        TrainedNetwork final = _trainer.Train(_final, training, heldOut, _resolved, epoch => _progress.Epoch(epoch, epochs), FinalPart);
        // In training, levels that the model does not know are missing. In calibration they count.
        if (_continued is not null)
            _window?.HoldOutFrom(_continued.Scored);
        // The first part again, whichever part training ended with.
        training = _window?.Fetch(0) ?? training;
        Scorer scorer = _scores.CreateScorerWithTermMeans(final.Network, training);
        float[] unseen = CrossFits ? CrossFit(order) : _scores.Score(scorer, heldOut);
        ThresholdWarnings warnings = new(_resolved.Options, _data, _summary);
        // Must come before the scores are sorted.
        TrainingWarning[] orderWarnings = [.. warnings.CheckOrder(unseen, CrossFits ? Folds : RowPartition.CountHeldOutBlocks(heldOut.Length, training.Length))];
        ScoreQuantiles quantiles = ScoreQuantiles.Estimate(CrossFits ? OutOfFoldScores.EstimateForFinalModel(unseen, _scores.Score(scorer, training), Folds) : unseen);
        double threshold = quantiles.Count > 0 ? quantiles.ThresholdFor(Options.FlagRate) : double.PositiveInfinity;
        VaeModel model = new(scorer, new ModelMetadata
        {
            Options = _resolved.Options,
            FeatureNames = _data.FeatureNames,
            Levels = _data.Levels,
            Schema = _data.Schema,
            Trainer = _final.Trainer,
            Quantiles = quantiles,
            Threshold = threshold,
            RowsTrained = _window is null ? training.Length : _summary.UsableCount - heldOut.Length,
        });
        return new VaeTrainingResult(model, new TrainingReport
        {
            Trainer = _final.Trainer,
            CalibrationTrainer = CrossFits ? _folds.Trainer : null,
            Epochs = final.Epochs,
            StopReason = final.StopReason,
            BestEpoch = final.BestEpoch,
            RowsTrained = model.Metadata.RowsTrained,
            RowsHeldOut = heldOut.Length,
            RowsSkipped = _summary.RowsSkipped,
            Steps = final.Steps,
            CalibrationRows = quantiles.Count,
            Warnings = [.. Warnings(final, training), .. orderWarnings, .. warnings.CheckCalibration(quantiles), .. Warnings(TrainingWarningKind.Checkpoint, [_kept?.Warning])],
            Elapsed = _watch.Elapsed,
        });
    }

    private RowWindow Window() => _resolved.RowsHeldOut > 0
        ? new RowWindow(_data, _resolved.RowsHeldOut, Options)
        : throw VaeDataException.WithOptionNames(
            $"Rows beyond {OptionNames.MaxMemory} are trained on part by part, which needs rows held out to calibrate the threshold. Leave {OptionNames.ValidationFraction} out, or raise {OptionNames.MaxMemory}.");

    /// <summary>Computes out-of-fold scores of all rows.</summary>
    /// <param name="order">The rows; neighbours share a fold.</param>
    private float[] CrossFit(int[] order)
    {
        float[] scores = new float[order.Length];
        int atOnce = _memory.EnginesAtOnce(_folds, Options.Threads ?? Environment.ProcessorCount, TrainingMemory.Available);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = atOnce, CancellationToken = _cancellation };
        ParallelFolds.ForEach(Folds, parallel, fold =>
        {
            int start = RowPartition.Start(order.Length, fold, Folds), end = RowPartition.Start(order.Length, fold + 1, Folds);
            int[] training = [.. order[..start], .. order[end..]];
            Array.Sort(training);
            FoldResult result = ScoreFold(fold, training, order[start..end]);
            result.Scores.CopyTo(scores, start);
            foreach (string retry in result.Retries)
                _foldRetries.Add($"Fold {fold + 1} of the threshold's calibration: {retry}");
        });
        return scores;
    }

    private FoldResult ScoreFold(int fold, int[] training, int[] unseen)
    {
        ResolvedOptions resolved = FoldOptions(fold, training.Length);
        if (_kept?.Part<FoldResult>(FirstFoldPart + fold) is { } kept && kept.Scores.Length == unseen.Length)
        {
            _progress.FoldEpochs(resolved.Epochs, resolved.Epochs);
            return kept;
        }
        if (_kept?.Part<LoopState>(FirstFoldPart + fold) is { } state)
            _progress.FoldEpochs(state.Epoch, resolved.Epochs);
        TrainedNetwork trained = _trainer.Train(_folds, training, [], resolved, _ => _progress.FoldEpochs(1, resolved.Epochs), FirstFoldPart + fold);
        FoldResult result = new(_scores.Score(_scores.CreateScorerWithTermMeans(trained.Network, training), unseen), trained.Retries);
        _kept?.Keep(FirstFoldPart + fold, result);
        return result;
    }

    /// <summary>The final model's options, with the same network size and number of steps: more epochs of fewer rows, unless epochs are set.</summary>
    private ResolvedOptions FoldOptions(int fold, int rows)
    {
        RandomStream seeds = new((uint)Options.Seed, RandomPurpose.FoldSeed, (uint)fold);
        VaeOptions options = Options with
        {
            Epochs = _given.Epochs,
            Seed = (int)seeds.NextUInt64(),
            Threads = 1,
            ValidationFraction = 0,
            Patience = null,
        };
        return new ResolvedOptions(options, rows, _data.SlotCount, _regimes, _from is not null);
    }

    private IEnumerable<TrainingWarning> Warnings(TrainedNetwork final, int[] training) =>
    [
        .. Warnings(TrainingWarningKind.Data, [.. _summary.Warnings(), .. _continued?.Warnings() ?? []]),
        .. UnscaledFeature.Warnings(_data, _summary, _features, Options),
        .. Warnings(TrainingWarningKind.RowDrift, [_from is null ? null : RowDrift.Describe(_from, _scores.Score(_from.Scorer, _window?.HeldOut ?? _summary.UsableRows))]),
        .. final.Retries.Concat(_foldRetries.Order(StringComparer.Ordinal)).Select(retry => TrainingWarning.WithOptionNames(
            TrainingWarningKind.Divergence, $"{retry} Lower {OptionNames.LearningRate} (it is {Options.LearningRate}) to avoid this.")),
        .. OutcomeWarning.Check(_resolved, _trainer.InitialParameters(_resolved), final.Network, training, _scores.NegativeElbos) is { } worse ? (TrainingWarning[])[worse] : [],
    ];

    private static IEnumerable<TrainingWarning> Warnings(TrainingWarningKind kind, IEnumerable<string?> messages) =>
        messages.OfType<string>().Select(message => new TrainingWarning(kind, message));
}
