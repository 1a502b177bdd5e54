using System.Diagnostics;
using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Onnx;
using VaeMl.Scoring;
using VaeMl.Training.Checkpoints;

namespace VaeMl.Training;

/// <summary>A whole training, the same for every engine: check, split, train, measure mean terms, calibrate the threshold.</summary>
internal sealed class TrainingRun
{
    private const int FinalPart = 0, FirstFoldPart = 1;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly EngineFactory _final;
    private readonly EngineFactory _folds;
    private readonly VaeOptions _given;
    private readonly VaeData _table;
    private readonly VaeData _data;
    private readonly RowWindow? _window;
    private readonly CancellationToken _cancellation;
    private readonly DataSummary _summary;
    private readonly FeatureModel _features;
    private readonly bool _regimes;
    private readonly ResolvedOptions _resolved;
    private readonly NetworkScores _scores;
    private readonly ProgressScale _progress;
    private readonly CheckpointStore? _kept;
    private readonly TrainingMemory _memory;

    /// <param name="final">Trains the model.</param>
    /// <param name="folds">Trains the models that calibrate the threshold. Any engine may: all maximise the same objective, and no two models of them have seen the same rows.</param>
    /// <param name="request">What is asked for.</param>
    public TrainingRun(EngineFactory final, EngineFactory folds, TrainingRequest request)
    {
        _final = final;
        _folds = folds;
        (VaeOptions options, VaeData data) = (_given, _table) = (request.Options, request.Data);
        _cancellation = request.Cancellation;
        int slots = data.SlotCount;
        if (options.LatentSize > slots)
            throw new VaeDataException(
                $"LatentSize must be at most the number of features, {(slots == data.FeatureCount ? "" : "each category counted by its levels, ")}{slots}; it is {options.LatentSize}. Lower it, or leave it out.");
        _summary = new DataSummary(data, _cancellation);
        _regimes = ResolvedOptions.HasRegimes(_summary.UsableCount, _summary.HasCategories);
        _resolved = new ResolvedOptions(options, _summary.UsableCount, slots, _regimes, holdsOut: !data.IsInMemory);
        _window = data.IsInMemory ? null : Window();
        _data = _window?.Data ?? data;
        _features = FeatureModeling.Create(data, _summary, _resolved, exactFloor: options.VarianceFloor is not null);
        _scores = new NetworkScores(_data, _features, Options, _summary.HasMissing, _cancellation);
        _progress = new ProgressScale(request.Progress, CrossFits ? Folds : 0);
        _memory = new TrainingMemory(_resolved.ShapeFor(_features), Options, data.Count);
        _memory.ThrowIfTooMuch(final, TrainingMemory.Available);
        if (request.Checkpoint is { } checkpoint)
            _kept = new CheckpointStore(checkpoint, RunFingerprint.Of(final.Trainer == folds.Trainer ? final.Trainer : $"{final.Trainer} with {folds.Trainer}", options, data));
    }

    private VaeOptions Options => _resolved.Options;

    private bool CrossFits => _resolved.RowsHeldOut == 0 && Folds > 0;

    private int Folds => Math.Min(Options.CalibrationFolds, _summary.UsableCount);

    public VaeTraining Execute()
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

    private VaeTraining Train()
    {
        int[] order = _window is null ? Order() : [];
        (int[] training, int[] heldOut) = _window is null ? Blocks.HoldOut(order, _resolved.RowsHeldOut) : (_window.Fetch(0), _window.HeldOut);
        NetworkTraining final = Train(_final, training, heldOut, _resolved, _progress.Epoch, FinalPart);
        // The first part again, wherever training ended.
        training = _window?.Fetch(0) ?? training;
        Scorer scorer = _scores.WithBaseline(final.Network, training);
        float[] unseen = CrossFits ? CrossFit(order) : _scores.Of(scorer, heldOut);
        ThresholdWarnings warnings = new(_resolved.Options, _data, _summary);
        // Before the scores are sorted.
        string[] ofOrder = [.. warnings.OfOrder(unseen, CrossFits ? Folds : Blocks.HeldOut(heldOut.Length, training.Length))];
        ScoreQuantiles quantiles = ScoreQuantiles.Of(CrossFits ? OutOfFoldScores.OfFinalModel(unseen, _scores.Of(scorer, training), Folds) : unseen);
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
        return new VaeTraining(model, new TrainingReport
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
            Warnings = [.. _summary.Warnings(), .. OutcomeWarning.Of(_resolved, _features, final.Network, training, _scores.NegativeElbos), .. ofOrder, .. warnings.OfCalibration(quantiles), .. _kept?.Warning is { } warning ? [warning] : (string[])[]],
            Elapsed = _watch.Elapsed,
        });
    }

    private int[] Order()
    {
        int[] order = [.. _summary.UsableRows];
        if (Options.Split == RowSplit.Random)
            new RandomStream((uint)Options.Seed, RandomPurpose.Folds).Shuffle(order);
        return order;
    }

    private RowWindow Window() => _resolved.RowsHeldOut > 0
        ? new RowWindow(_table, _resolved.RowsHeldOut, Options)
        : throw new VaeDataException("Rows beyond MaxMemory are trained on part by part, which needs rows held out to calibrate the threshold. Leave ValidationFraction out, or raise MaxMemory.");

    /// <summary>Scores every row by a model trained without it.</summary>
    /// <param name="order">The rows, of which neighbours share a fold.</param>
    private float[] CrossFit(int[] order)
    {
        float[] scores = new float[order.Length];
        int atOnce = _memory.EnginesAtOnce(_folds, Options.Threads ?? Environment.ProcessorCount, TrainingMemory.Available);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = atOnce, CancellationToken = _cancellation };
        Parallel.For(0, Folds, parallel, fold =>
        {
            int start = Blocks.Start(order.Length, fold, Folds), end = Blocks.Start(order.Length, fold + 1, Folds);
            int[] training = [.. order[..start], .. order[end..]];
            Array.Sort(training);
            ScoreFold(fold, training, order[start..end]).Scores.CopyTo(scores, start);
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
        NetworkTraining trained = Train(_folds, training, [], resolved, (_, epochs) => _progress.FoldEpochs(1, epochs), FirstFoldPart + fold);
        FoldResult result = new(_scores.Of(_scores.WithBaseline(trained.Network, training), unseen));
        _kept?.Keep(FirstFoldPart + fold, result);
        return result;
    }

    /// <summary>The final model's sizes; as many steps, which is more epochs of fewer rows, unless epochs were asked for.</summary>
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
        return new ResolvedOptions(options, rows, _data.SlotCount, _regimes);
    }

    private NetworkTraining Train(EngineFactory engines, int[] training, int[] validation, ResolvedOptions resolved, Action<EpochReport, int> report, int part)
    {
        VaeNetwork initial = VaeNetwork.Initialize(resolved.ShapeFor(_features), (uint)resolved.Options.Seed);
        Func<int[], ITrimming?> trimmingOf = Trimming(resolved, training, validation);
        TableParts? parts = _window is null ? null : new TableParts(_window, trimmingOf);
        ITrimming? trimming = parts is null ? trimmingOf(training) : null;
        int epochs = resolved.Epochs * (parts?.Count ?? 1);
        using ITrainingEngine engine = engines.Create(new TrainingTask(_data, _features, initial, resolved.Options));
        TrainingLoop loop = new(engine, resolved, training, _cancellation)
        {
            Validate = validation.Length == 0 ? null : network => _scores.Validate(network, validation, trimming ?? parts?.Trimming),
            Trimming = trimming,
            Parts = parts,
            Report = epoch => report(epoch, epochs),
            Keep = _kept is null ? null : state => _kept.Keep(part, state),
        };
        if (_kept?.Part<LoopState>(part) is { } state)
        {
            Restore(loop, state);
            if (part != FinalPart)
                _progress.FoldEpochs(state.Epoch, resolved.Epochs);
        }
        return loop.Run();
    }

    private void Restore(TrainingLoop loop, LoopState state)
    {
        try
        {
            loop.Restore(state);
        }
        catch (ArgumentException e)
        {
            throw _kept!.Unfitting(e);
        }
    }

    /// <summary>What leaves rows of the given ones out.</summary>
    private Func<int[], ITrimming?> Trimming(ResolvedOptions resolved, int[] training, int[] validation)
    {
        switch (resolved.Options.Trimming)
        {
            case TrimmingKind.None:
                return _ => null;
            case TrimmingKind.LeastLikely:
                return rows => new CoreTrimming(resolved, rows, network => _scores.Unbiased(network, rows));
            case TrimmingKind.Unstructured:
                OutlierComponent outliers = new(_data, training, _features);
                double[] ofValidation = NegativeLogs(validation);
                return rows => new UnstructuredTrimming(resolved, rows, _scores.NegativeElbos, NegativeLogs(rows), ofValidation);

                double[] NegativeLogs(int[] rows) => outliers.NegativeLogs(_data, rows, resolved.Options.Threads, _cancellation);
            case var other:
                throw new InvalidOperationException($"Unknown trimming {other}.");
        }
    }
}
