// Finds the malignant ones among tissue samples, without using the labels: load, train, evaluate, explain, encode, save, load, predict.
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using VaeMl;
using VaeMl.Reporting;
using VaeMl.Sample;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
MLContext mlContext = new(seed: 1);
mlContext.Log += (_, line) =>
{
    if (line.Kind == ChannelMessageKind.Warning)
        Display.Warning(line.RawMessage);
};

// Load. The labels are used only for evaluation, never for training.
string file = Path.Combine(AppContext.BaseDirectory, "Data", "wdbc.csv");
IDataView data = mlContext.Data.LoadFromTextFile<Nuclei>(file, separatorChar: ',', hasHeader: true);
string[] features = [.. data.Schema.Select(column => column.Name).Where(name => name != nameof(Nuclei.Malignant))];
float[] labels = [.. data.GetColumn<float>(nameof(Nuclei.Malignant))];
Display.Line("Wisconsin breast cancer data (UCI, CC BY 4.0; Wolberg, Mangasarian, Street)");
Display.Line($"{labels.Length} tissue samples with {features.Length} measures; {labels.Sum()} are malignant, but training does not use the labels");

// Train an encoder with two latent variables, and a detector. No scaling is needed, and missing values (NaN) would be allowed.
var numbers = mlContext.Transforms.Concatenate("Features", features);
var model = Display.Progress(bar => numbers
    .Append(mlContext.Transforms.VaeEncode(new VaeEncodeOptions
    {
        Vae = new VaeOptions { LatentSize = 2 },
        Progress = bar("training VaeEncode"),
    }))
    .Append(mlContext.AnomalyDetection.Trainers.Vae(new VaeAnomalyOptions
    {
        ContributionsColumnName = "Contributions",
        Vae = new VaeOptions { FlagRate = 0.05 },
        Progress = bar("training the detector"),
    }))
    .Fit(data));
VaeTransformer detector = model.LastTransformer;
Display.Line($"{detector.Model.Trainer} trained the detector in {detector.TrainingReport!.Elapsed.TotalSeconds:F1} s");

// Evaluate. For comparison, train ML.NET's own detector on the same rows, standardised, with half as many components as features.
IDataView scored = model.Transform(data);
AnomalyDetectionMetrics vae = mlContext.AnomalyDetection.Evaluate(scored, nameof(Nuclei.Malignant), falsePositiveCount: 10);
var randomizedPca = numbers
    .Append(mlContext.Transforms.NormalizeMeanVariance("Features", fixZero: false))
    .Append(mlContext.AnomalyDetection.Trainers.RandomizedPca("Features", rank: features.Length / 2))
    .Fit(data);
AnomalyDetectionMetrics pca = mlContext.AnomalyDetection.Evaluate(randomizedPca.Transform(data), nameof(Nuclei.Malignant), falsePositiveCount: 10);
Display.Table(
    "How well malignant samples are separated from benign ones",
    ["Detector", "AUROC", "Found before ten false alarms"],
    [
        ["Trainers.Vae", $"{vae.AreaUnderRocCurve:F4}", $"{100 * vae.DetectionRateAtFalsePositiveCount:F0} %"],
        ["RandomizedPca", $"{pca.AreaUnderRocCurve:F4}", $"{100 * pca.DetectionRateAtFalsePositiveCount:F0} %"],
    ]);

// Explain. The slots of Contributions are the features.
VBuffer<ReadOnlyMemory<char>> slots = default;
scored.Schema["Contributions"].GetSlotNames(ref slots);
string[] names = [.. slots.DenseValues().Select(name => name.ToString())];
Finding[] findings = [.. mlContext.Data.CreateEnumerable<Finding>(scored, reuseRowObject: false)];
int[] order = [.. Enumerable.Range(0, findings.Length).OrderByDescending(i => findings[i].Score)];
string Truth(Finding finding) => finding.Malignant == 1 ? "malignant" : "benign";
string Because(float[] nats) => string.Join(", ", nats.Index().OrderByDescending(c => c.Item).Take(3).Select(c => $"{names[c.Index]} {c.Item:+0.0}"));
Display.Table(
    "The ten most anomalous rows, and why: contributions above the mean, in nats",
    ["Row", "Score", "Flagged", "Truth", "Because of"],
    order.Take(10).Select(i => (string[])
    [
        $"{i + 1}", $"{findings[i].Score:F1}", findings[i].PredictedLabel ? "yes" : "no", Truth(findings[i]), Because(findings[i].Contributions),
    ]));

// Encode. Any trainer can use the latent variables as features.
Display.Table(
    "The columns of VaeEncode, some rows",
    ["Row", "Truth", "Latent", "Elbo"],
    Enumerable.Range(7, 6).Select(i => (string[])
    [
        $"{i + 1}", Truth(findings[i]), string.Join(", ", findings[i].Latent.Select(z => $"{z:F2}")), $"{findings[i].Elbo:F1}",
    ]));

// Save, load without code that mentions VaeMl, and predict one row.
mlContext.Model.Save(model, data.Schema, "model.zip");
ITransformer loaded = new MLContext().Model.Load("model.zip", out _);
var engine = mlContext.Model.CreatePredictionEngine<Nuclei, Finding>(loaded);
Nuclei row = mlContext.Data.CreateEnumerable<Nuclei>(data, reuseRowObject: false).ElementAt(order[0]);
Finding prediction = engine.Predict(row);
Display.Line();
Display.Line($"PredictionEngine on model.zip, row {order[0] + 1}: score {prediction.Score:F1}, anomaly: {prediction.PredictedLabel}");

// Write an ONNX file for other runtimes, and a report for people.
detector.SaveOnnx("model.onnx");
new HtmlReport
{
    Model = detector.Model,
    Training = detector.TrainingReport,
    Rows = new VaeData([.. scored.GetColumn<float[]>("Features")], names),
    Labels = [.. labels.Select(label => label == 1)],
    Title = "Tissue samples",
    RowsDescription = "all, which are also the training rows",
    NormalName = "benign",
    AnomalyName = "malignant",
}.Save("report.html");
Display.Line("Wrote model.zip, model.onnx and report.html");
Display.Line($"AUROC {vae.AreaUnderRocCurve:F4}");
