using System.Diagnostics;

namespace VaeMl.Benchmarks.Streaming;

/// <summary>What one process did with its rows.</summary>
/// <param name="ReadSeconds">Making and keeping the rows.</param>
/// <param name="TrainSeconds">Training on them.</param>
/// <param name="ScoreSeconds">Scoring as many, made anew.</param>
/// <param name="Steps">Gradient steps.</param>
/// <param name="Elbo">The mean bound of other rows, in nats.</param>
/// <param name="Auroc">How well the anomalies among them are told.</param>
/// <param name="PeakMebibytes">The process's peak resident memory.</param>
internal sealed record StreamingRun(double ReadSeconds, double TrainSeconds, double ScoreSeconds, double Steps, double Elbo, double Auroc, double PeakMebibytes)
{
    private const int BlockRows = 4096, OtherRows = 100_000, OtherSeed = 2;

    /// <summary>Collects rows, trains with the detector's defaults, and scores as many.</summary>
    public static StreamingRun Of(int rows, int features, long? maxMemory, int? epochs)
    {
        StreamingRows source = new(features);
        Stopwatch watch = Stopwatch.StartNew();
        VaeData data = Collect(source, 1, rows, features, maxMemory);
        double read = watch.Elapsed.TotalSeconds;
        watch.Restart();
        VaeTrainingResult training = new VaeTrainer(new VaeOptions { TrainingData = TrainingData.Contaminated, Epochs = epochs }).Train(data);
        double train = watch.Elapsed.TotalSeconds;
        watch.Restart();
        Score(training.Model, source, rows, features);
        double score = watch.Elapsed.TotalSeconds;
        VaeData others = Collect(source, OtherSeed, OtherRows, features, null);
        double auroc = Reporting.Auroc.Compute(training.Model.Scores(others), [.. Enumerable.Range(0, OtherRows).Select(StreamingRows.IsAnomaly)]);
        int[] usual = [.. Enumerable.Range(0, OtherRows).Where(row => !StreamingRows.IsAnomaly(row))];
        double elbo = training.Model.Terms(others.Select(usual)).Elbo;
        using Process process = Process.GetCurrentProcess();
        return new StreamingRun(read, train, score, training.Report.Steps, elbo, auroc, process.PeakWorkingSet64 / (double)(1 << 20));
    }

    private static VaeData Collect(StreamingRows source, int seed, int rows, int features, long? maxMemory)
    {
        VaeDataBuilder builder = new(features, maxMemory: maxMemory);
        float[] block = new float[BlockRows * features];
        for (int first = 0; first < rows; first += BlockRows)
        {
            source.Make(seed, first, block);
            for (int i = 0; i < Math.Min(BlockRows, rows - first); i++)
                builder.Add(block.AsSpan(i * features, features));
        }
        return builder.Build();
    }

    private static void Score(VaeModel model, StreamingRows source, int rows, int features)
    {
        Parallel.For(0, (rows + BlockRows - 1) / BlockRows, () => (Rows: new float[BlockRows * features], Scores: new float[BlockRows]), (block, _, buffers) =>
        {
            source.Make(1, block * BlockRows, buffers.Rows);
            model.Score(buffers.Rows, new ScoreColumns { Score = buffers.Scores });
            return buffers;
        }, _ => { });
    }
}
