using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using VaeMl.Tests.Documents;

namespace VaeMl.Tests;

/// <summary>The documents' C# for ML.NET and the catalogs' examples are this file's, line by line, and run.</summary>
[Collection(nameof(ProcessWide))]
public sealed partial class ExamplesTests
{
    [Fact]
    public void Every_example_stands_in_this_file()
    {
        CodeBlock[] documents = [.. Document.BlocksIn("csharp").Where(block => block.Mentions("mlContext"))];
        CodeBlock[] comments = [.. Directory.GetFiles(Path.Combine(Document.Root, "src", "VaeMl", "Catalogs"), "Vae*Catalog.cs")
            .SelectMany(file => DocBlock().Matches(File.ReadAllText(file)), (file, match) => new CodeBlock(
                file, "csharp", WebUtility.HtmlDecode(match.Groups[1].Value.Replace("///", "", StringComparison.Ordinal))))];
        Assert.NotEmpty(documents);
        Assert.Equal(3, comments.Length);
        Assert.All([.. documents, .. comments], block => Assert.True(block.StandsIn(ThisFile()), $"{block.Document} has an example that no test runs: {block.Code}"));
    }

    [Fact]
    public void The_examples_run()
    {
        string before = Environment.CurrentDirectory;
        using TemporaryFolder folder = new();
        try
        {
            Environment.CurrentDirectory = folder.Path;
            string[] lines = [.. Models.Rows(200).Select((row, i) => FormattableString.Invariant($"{row[0]},{row[1]},{row[2]},{i % 10 == 0},{(i % 3 == 0 ? "Graz" : "Linz")},2026-03-0{1 + i % 7} 08:{i % 60:00}"))];
            File.WriteAllLines("machines.csv", ["Speed,Load,Heat,Broken,Site,Started", .. lines]);
            Readme();
            IDataView data = new MLContext().Data.LoadFromEnumerable(
                Models.Rows(200).Select((row, i) => new Labelled { Speed = row[0], Load = row[1], Heat = row[2], Label = i % 10 == 0 ? 1 : 0 }));
            Encoding(data);
            Detection(data, data);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private static void Readme()
    {
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile<Machine>("machines.csv", separatorChar: ',', hasHeader: true);
        var pipeline = mlContext.Transforms.Concatenate("Features", "Speed", "Load", "Heat")
            .Append(mlContext.Transforms.VaeEncode("Latent", "Features", latentSize: 2))     // adds Latent and Elbo
            .Append(mlContext.AnomalyDetection.Trainers.Vae("Features", flagRate: 0.02));    // adds Score and PredictedLabel
        var model = pipeline.Fit(data);

        mlContext.Model.Save(model, data.Schema, "model.zip");
        // The application must reference VaeMl; no code has to name it.
        ITransformer loaded = mlContext.Model.Load("model.zip", out _);
        var engine = mlContext.Model.CreatePredictionEngine<Machine, Verdict>(loaded);
        Verdict verdict = engine.Predict(new Machine { Speed = 90, Load = 0.001f, Heat = -4 });

        Verdict before = mlContext.Model.CreatePredictionEngine<Machine, Verdict>(model).Predict(new Machine { Speed = 90, Load = 0.001f, Heat = -4 });
        Assert.Equal((before.Score, before.PredictedLabel), (verdict.Score, verdict.PredictedLabel));
        Assert.True(float.IsFinite(verdict.Score));
        Assert.Equal(["Latent", "Elbo", "Score", "PredictedLabel"], model.Transform(data).Schema.Select(column => column.Name).TakeLast(4));
        ReadmeOptions(mlContext, data);
    }

    private static void ReadmeOptions(MLContext mlContext, IDataView data)
    {
        // Features for whatever trainer follows.
        var numbers = mlContext.Transforms.Concatenate("Features", "Speed", "Load", "Heat");
        var classifier = numbers.Append(mlContext.Transforms.VaeEncode("Latent", "Features", latentSize: 2))
            .Append(mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("Broken", "Latent"))
            .Fit(data);

        // More columns, and everything else by name.
        VaeAnomalyOptions options = new()
        {
            ContributionsColumnName = "Contributions",
            Vae = new VaeOptions { HiddenSizes = [64], FlagRate = 0.02 },
        };
        var detector = numbers.Append(mlContext.AnomalyDetection.Trainers.Vae(options)).Fit(data);
        detector.LastTransformer.SaveOnnx("detector.onnx");

        // Raw columns of all kinds, with no step before.
        VaeAnomalyOptions raw = new()
        {
            InputColumnNames = ["Speed", "Load", "Heat", "Site", "Started"],
            ContributionsColumnName = "Contributions",                                       // one number for each column
        };
        var watch = mlContext.AnomalyDetection.Trainers.Vae(raw).Fit(data);

        Assert.Equal(5, watch.Transform(data).Column<float[]>("Contributions")[0].Length);
        Assert.Equal(200, classifier.Transform(data).Column<float>("Probability").Length);
        Assert.Equal(200, detector.Transform(data).Column<float[]>("Contributions").Length);
        Assert.True(new FileInfo("detector.onnx").Length > 0);
    }

    private static void Encoding(IDataView data)
    {
        MLContext mlContext = new(seed: 1);
        var pipeline = mlContext.Transforms.Concatenate("Features", "Speed", "Load", "Heat")
            .Append(mlContext.Transforms.VaeEncode("Latent", "Features", latentSize: 2));
        var model = pipeline.Fit(data);
        IDataView encoded = model.Transform(data);                      // adds Latent and Elbo
        mlContext.Model.Save(model, data.Schema, "model.zip");          // and mlContext.Model.Load("model.zip", out _)
        Assert.Equal(encoded.Bits("Latent"), mlContext.Model.Load("model.zip", out _).Transform(data).Bits("Latent"));
    }

    private static void Detection(IDataView data, IDataView newData)
    {
        MLContext mlContext = new(seed: 1);
        var pipeline = mlContext.Transforms.Concatenate("Features", "Speed", "Load", "Heat")
            .Append(mlContext.AnomalyDetection.Trainers.Vae("Features", flagRate: 0.02));
        var model = pipeline.Fit(data);
        IDataView scored = model.Transform(newData);                    // adds Score and PredictedLabel
        AnomalyDetectionMetrics metrics = mlContext.AnomalyDetection.Evaluate(scored, labelColumnName: "Label");
        Assert.InRange(metrics.AreaUnderRocCurve, 0, 1);
        mlContext.Model.Save(model, data.Schema, "detector.zip");
        Stricter(mlContext, newData);
    }

    private static void Stricter(MLContext mlContext, IDataView data)
    {
        ITransformer detector = mlContext.Model.Load("detector.zip", out DataViewSchema inputSchema);
        ITransformer stricter = mlContext.AnomalyDetection.ChangeFlagRate(detector, 0.001);
        mlContext.Model.Save(stricter, inputSchema, "stricter.zip");
        int[] flagged = [.. ((string[])["detector.zip", "stricter.zip"]).Select(file =>
            mlContext.Model.Load(file, out _).Transform(data).Column<bool>("PredictedLabel").Count(label => label))];
        Assert.True(flagged[1] < flagged[0], $"{flagged[1]} of 200 rows are flagged, {flagged[0]} before.");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("<code>\r?\n(.*?)</code>", RegexOptions.Singleline)]
    private static partial Regex DocBlock();

    // A row of the file, as mlContext.Data.LoadFromTextFile reads it.
    internal sealed class Machine
    {
        [LoadColumn(0)] public float Speed { get; set; }
        [LoadColumn(1)] public float Load { get; set; }
        [LoadColumn(2)] public float Heat { get; set; }
        [LoadColumn(3)] public bool Broken { get; set; }
        [LoadColumn(4)] public string Site { get; set; } = "";
        [LoadColumn(5)] public DateTime Started { get; set; }
    }

    // What the pipeline says about a row.
    internal sealed class Verdict
    {
        public float Score { get; set; }
        public bool PredictedLabel { get; set; }
    }

    private sealed class Labelled
    {
        public float Speed { get; set; }

        public float Load { get; set; }

        public float Heat { get; set; }

        public float Label { get; set; }
    }
}
