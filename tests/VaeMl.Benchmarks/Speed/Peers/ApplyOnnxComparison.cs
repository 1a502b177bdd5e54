using Microsoft.ML;
using Microsoft.ML.Transforms.Onnx;

namespace VaeMl.Benchmarks.Speed.Peers;

/// <summary>The time of a row in ML.NET's ApplyOnnxModel over that in the core's batch scoring and in Transform, on the same model and columns.</summary>
internal static class ApplyOnnxComparison
{
    private const int Rows = 4096;
    private static readonly string[] Outputs = ["Latent", "Elbo"];

    public static void Run(SpeedReport report, int repetitions)
    {
        MLContext mlContext = new(seed: 1);
        VaeModel model = SpeedCases.SmallModel();
        VaeTransformer transformer = new(mlContext, model, new VaeColumns { LatentColumnName = "Latent", ElboColumnName = "Elbo" });
        MlNetRow[] rows = MlNetRow.Many(Rows);
        float[] values = [.. rows.SelectMany(row => row.Features)], latent = new float[Rows * model.LatentSize], elbo = new float[Rows];
        IDataView view = MlNetRow.Cached(mlContext, rows), transformed = transformer.Transform(view);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("vaeml-speed-");
        try
        {
            string file = Path.Combine(folder.FullName, "model.onnx");
            transformer.SaveOnnx(file);
            using OnnxTransformer asIs = mlContext.Transforms.ApplyOnnxModel(Outputs, ["Features"], file).Fit(view);
            using OnnxTransformer oneThread = mlContext.Transforms.ApplyOnnxModel(new OnnxOptions
            {
                ModelFile = file, InputColumns = ["Features"], OutputColumns = Outputs, IntraOpNumThreads = 1, InterOpNumThreads = 1,
            }).Fit(view);
            IDataView appliedAsIs = asIs.Transform(view), applied = oneThread.Transform(view);
            Repetitions times = new(
                repetitions,
                [
                    ("core", () => Pace.SecondsPer(Rows, () => model.Score(values, new ScoreColumns { Latent = latent, Elbo = elbo }))),
                    ("transform", () => Pace.SecondsPer(Rows, () => Cursors.Read(transformed, 1, Outputs))),
                    ("apply", () => Pace.SecondsPer(Rows, () => Cursors.Read(applied, 1, Outputs))),
                    ("apply as it comes", () => Pace.SecondsPer(Rows, () => Cursors.Read(appliedAsIs, 1, Outputs))),
                ]);
            string theirs = times.Median("apply") < times.Median("apply as it comes") ? "apply" : "apply as it comes";
            report.Line($"ML.NET's ApplyOnnxModel on the same model and columns, one cursor over a cached view: {Us("apply as it comes"):F2} µs a row as it comes, {Us("apply"):F2} with one thread");
            report.Figure("score-vs-applyonnx", Line("the core's batch scoring", "core"));
            report.Figure("transform-vs-applyonnx", Line("VaeTransformer.Transform with the same cursor", "transform"));

            double Us(string side) => times.Median(side) * 1e6;

            double Line(string name, string mine)
            {
                (double median, double lower, double upper) = times.Ratio(theirs, mine);
                report.Line($"  {name}: {Us(mine):F3} µs a row, {median:F0} times as fast as the faster of these (quartiles {lower:F0}, {upper:F0})");
                return median;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
