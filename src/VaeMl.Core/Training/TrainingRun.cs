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
    private readonly EngineFactory _final;
    private readonly EngineFactory _folds;
    private readonly VaeOptions _given;
    private readonly VaeData _data;
    private readonly CancellationToken _cancellation;
    private readonly DataSummary _summary;
    private readonly FeatureModel _features;
    private readonly bool _regimes;
    private readonly ResolvedOptions _resolved;
    private readonly ProgressScale _progress;
    private readonly TrainingMemory _memory;

    /// <param name="final">Trains the model.</param>
    /// <param name="folds">Trains the models that calibrate the threshold. Any engine may: all maximise the same objective, and no two models of them have seen the same rows.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="data">The rows.</param>
    /// <param name="progress">Told of every epoch.</param>
    /// <param name="cancellation">Stops the training within a batch.</param>
    public TrainingRun(
        EngineFactory final,
        EngineFactory folds,
        VaeOptions options,
        VaeData data,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        _final = final;
        _folds = folds;
        _data = data;
        _cancellation = cancellation;
        int slots = data.SlotCount;
        if (options.LatentSize > slots)
            throw new VaeDataException(
                $"LatentSize must be at most the number of features, {(slots == data.FeatureCount ? "" : "each category counted by its levels, ")}{slots}; it is {options.LatentSize}. Lower it, or leave it out.");
        _summary = new DataSummary(data, cancellation);
        _given = options;
        _regimes = ResolvedOptions.HasRegimes(_summary.UsableRows.Length, _summary.HasCategories);
        _resolved = new ResolvedOptions(options, _summary.UsableRows.Length, slots, _regimes);
        _features = FeatureModeling.Create(data, _summary, _resolved, exactFloor: options.VarianceFloor is not null);
        _progress = new ProgressScale(progress, CrossFits ? Folds : 0);
        _memory = new TrainingMemory(_resolved.ShapeFor(_features), Options, data.Count);
        _memory.ThrowIfTooMuch(final, TrainingMemory.Available);
    }

    private VaeOptions Options => _resolved.Options;

    private bool CrossFits => _resolved.RowsHeldOut == 0 && Folds > 0;

    private int Folds => Math.Min(Options.CalibrationFolds, _summary.UsableRows.Length);

    public VaeTraining Execute()
    {
        int[] order = [.. _summary.UsableRows];
        if (Options.Split == RowSplit.Random)
            new RandomStream((uint)Options.Seed, RandomPurpose.Folds).Shuffle(order);
        (int[] training, int[] heldOut) = Blocks.HoldOut(order, _resolved.RowsHeldOut);
        NetworkTraining final = Train(_final, training, heldOut, _resolved, _progress.Epoch);
        Scorer scorer = WithBaseline(final.Network, training);
        float[] unseen = CrossFits ? CrossFit(order) : ScoresOf(scorer, heldOut);
        ThresholdWarnings warnings = new(_resolved.Options, _data, _summary);
        // Before the scores are sorted.
        string[] ofOrder = [.. warnings.OfOrder(unseen, CrossFits ? Folds : Blocks.HeldOut(heldOut.Length, training.Length))];
        ScoreQuantiles quantiles = ScoreQuantiles.Of(CrossFits ? OutOfFoldScores.OfFinalModel(unseen, ScoresOf(scorer, training), Folds) : unseen);
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
            RowsTrained = training.Length,
        });
        return new VaeTraining(model, new TrainingReport
        {
            Trainer = _final.Trainer,
            CalibrationTrainer = CrossFits ? _folds.Trainer : null,
            Epochs = final.Epochs,
            StopReason = final.StopReason,
            BestEpoch = final.BestEpoch,
            RowsTrained = training.Length,
            RowsHeldOut = heldOut.Length,
            RowsSkipped = _summary.RowsSkipped,
            Steps = final.Steps,
            CalibrationRows = quantiles.Count,
            Warnings = [.. _summary.Warnings(), .. OutcomeWarning.Of(_resolved, _features, final.Network, training, NegativeElbos), .. ofOrder, .. warnings.OfCalibration(quantiles)],
            Elapsed = _watch.Elapsed,
        });
    }

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
            RandomStream seeds = new((uint)Options.Seed, RandomPurpose.FoldSeed, (uint)fold);
            // The final model's sizes; as many steps, which is more epochs of fewer rows, unless epochs were asked for.
            VaeOptions options = Options with
            {
                Epochs = _given.Epochs,
                Seed = (int)seeds.NextUInt64(),
                Threads = 1,
                ValidationFraction = 0,
                Patience = null,
            };
            ResolvedOptions resolved = new(options, training.Length, _data.SlotCount, _regimes);
            NetworkTraining trained = Train(_folds, training, [], resolved, (_, epochs) => _progress.FoldEpoch(epochs));
            ScoresOf(WithBaseline(trained.Network, training), order[start..end]).CopyTo(scores, start);
        });
        return scores;
    }

    private NetworkTraining Train(EngineFactory engines, int[] training, int[] validation, ResolvedOptions resolved, Action<EpochReport, int> report)
    {
        VaeNetwork initial = VaeNetwork.Initialize(resolved.ShapeFor(_features), (uint)resolved.Options.Seed);
        ITrimming? trimming = Trimming(resolved, training, validation);
        using ITrainingEngine engine = engines.Create(new TrainingTask(_data, _features, initial, resolved.Options));
        return new TrainingLoop(engine, resolved, training, _cancellation)
        {
            Validate = validation.Length == 0 ? null : network => Validate(network, validation, trimming),
            Trimming = trimming,
            Report = epoch => report(epoch, resolved.Epochs),
        }.Run();
    }

    private ITrimming? Trimming(ResolvedOptions resolved, int[] training, int[] validation)
    {
        switch (resolved.Options.Trimming)
        {
            case TrimmingKind.None:
                return null;
            case TrimmingKind.LeastLikely:
                return new CoreTrimming(resolved, training, network => ScoresOf(Unbiased(network, training), training));
            case TrimmingKind.Unstructured:
                OutlierComponent outliers = new(_data, training, _features);
                return new UnstructuredTrimming(resolved, training, NegativeElbos, NegativeLogs(training), NegativeLogs(validation));

                double[] NegativeLogs(int[] rows) => outliers.NegativeLogs(_data, rows, resolved.Options.Threads, _cancellation);
            case var other:
                throw new InvalidOperationException($"Unknown trimming {other}.");
        }
    }

    /// <summary>A scorer that compares rows with different gaps; where nothing is missing, mean terms would change no ranking.</summary>
    private Scorer Unbiased(VaeNetwork network, int[] training) =>
        _summary.HasMissing ? WithBaseline(network, training) : new Scorer(network, _features, Options.Score, FixedNoise(), Baseline.Zero(_features.Count));

    private HeldOutBound Validate(VaeNetwork network, int[] validation, ITrimming? trimming)
    {
        float[] noise = Scorer.FixedNoise(ValidationSamples, Options.LatentSize!.Value, Options.Seed);
        Scorer scorer = new(network, _features, ScoreKind.Elbo, noise, Baseline.Zero(_features.Count));
        ElboTerms? terms = MeanTerms.Of(scorer, _data, validation, Options.Threads, _cancellation);
        return new HeldOutBound(terms, trimming?.BoundOf(ScoresOf(scorer, validation)) ?? terms?.Elbo ?? double.NaN);
    }

    /// <summary>−ELBO of rows over what is observed of them, at the fixed samples.</summary>
    private float[] NegativeElbos(VaeNetwork network, int[] rows) =>
        ScoresOf(new Scorer(network, _features, ScoreKind.Elbo, FixedNoise(), Baseline.Zero(_features.Count)), rows);

    private Scorer WithBaseline(VaeNetwork network, int[] training)
    {
        Scorer scorer = new(network, _features, Options.Score, FixedNoise(), Baseline.Zero(_features.Count));
        return scorer.With(BaselineEstimate.Of(scorer, _data, training, Options.Threads, _cancellation));
    }

    private float[] FixedNoise() => Scorer.FixedNoise(Options.ScoreSamples, Options.LatentSize!.Value, Options.Seed);

    private float[] ScoresOf(Scorer scorer, int[] rows)
    {
        float[] scores = new float[rows.Length];
        BatchScoring.ForEachBatch(
            _data,
            rows,
            (first, batch) => scorer.Score(batch, new ScoreColumns { Score = scores.AsSpan(first, batch.Length / _features.Count) }),
            Options.Threads,
            _cancellation);
        return scores;
    }
}
