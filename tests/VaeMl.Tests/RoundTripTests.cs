using System.IO.Compression;
using System.Text;
using VaeMl.Persistence;

namespace VaeMl.Tests;

public sealed class RoundTripTests
{
    private static readonly string[] FloatColumns = ["Latent", "LatentVariance", "Elbo", "Score", "Contributions", "LatentContribution", "Reconstruction"];

    [Fact]
    public void This_version_of_MLNET_lets_a_transformer_be_saved() => PersistenceProbe.ThrowIfBroken();

    [Fact]
    public void A_fresh_process_that_names_no_type_of_this_library_scores_to_the_same_bits()
    {
        MLContext mlContext = new(seed: 1);
        Example[] examples = Views.Examples(300, missing: 0.1);
        examples[7].Features = [float.NaN, float.NaN, float.NaN, float.NaN, float.NaN];
        IDataView data = mlContext.View(examples);
        // A classifier follows, which has its own Score and PredictedLabel.
        VaeColumns columns = Views.AllColumns with { InputColumnName = "Input", ScoreColumnName = "Oddness", PredictedLabelColumnName = "IsOdd" };
        var pipeline = mlContext.Transforms.CopyColumns("Input", "Features")
            .Append(mlContext.Transforms.VaeEncode(Views.Model.WithThreshold(Views.Model.MeanTrainingScore), columns))
            .Append(mlContext.Transforms.ReplaceMissingValues("Known", "Latent"))
            .Append(mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("IsHigh", "Known"));
        var model = pipeline.Fit(data);
        using TemporaryFolder folder = new();
        string zip = Path.Combine(folder.Path, "model.zip"), input = Path.Combine(folder.Path, "in.idv"), output = Path.Combine(folder.Path, "out.idv");
        mlContext.Model.Save(model, data.Schema, zip);
        using (Stream stream = File.Create(input))
            mlContext.Data.SaveAsBinary(data, stream);

        string[] told = OtherProcess.Run("VaeMl.Tests.FreshProcess", zip, input, output);

        Assert.Contains("schema Features Label IsHigh Name", told);
        Assert.Contains("transformer VaeMl.VaeTransformer", told);
        Assert.Contains("slots Latent z0 z1", told);
        Assert.Contains("slots Contributions f0 f1 f2 f3 f4", told);
        Assert.Contains("kind Oddness AnomalyDetection", told);
        Assert.Contains("kind IsOdd AnomalyDetection", told);
        Assert.Contains("warning 1 row could not be scored", string.Join('\n', told), StringComparison.Ordinal);
        IDataView expected = model.Transform(data), loaded = mlContext.Data.LoadFromBinary(output);
        Assert.All(
            ["Latent", "LatentVariance", "Elbo", "Oddness", "Contributions", "Reconstruction", "Probability"],
            column => Assert.Equal(expected.Bits(column), loaded.Bits(column)));
        Assert.Equal(expected.Column<bool>("PredictedLabel"), loaded.Column<bool>("PredictedLabel"));
        bool[] odd = loaded.Column<bool>("IsOdd");
        Assert.Equal(expected.Column<bool>("IsOdd"), odd);
        Assert.InRange(odd.Count(isOdd => isOdd), 20, 280);
    }

    [Fact]
    public void Everything_survives_saving_and_loading()
    {
        MLContext mlContext = new();
        VaeTransformer saved = mlContext.Transformer().WithThreshold(-3.25);
        IDataView data = mlContext.View(Views.Examples(100));

        VaeTransformer loaded = Assert.IsType<VaeTransformer>(mlContext.Reloaded(saved, data.Schema));

        Assert.Equal(saved.Columns, loaded.Columns);
        Assert.Equal(-3.25, loaded.Model.Threshold);
        Assert.Equal(saved.Model.WithFlagRate(0.1).Threshold, loaded.WithFlagRate(0.1).Model.Threshold);
        Assert.Null(loaded.TrainingReport);
        Assert.All(FloatColumns, column => Assert.Equal(saved.Transform(data).Bits(column), loaded.Transform(data).Bits(column)));
        Assert.Equal(saved.Transform(data).Column<bool>("PredictedLabel"), loaded.Transform(data).Column<bool>("PredictedLabel"));
    }

    /// <summary>Columns that older versions do not know change the entry only where they are used.</summary>
    [Fact]
    public void The_entry_is_the_older_one_without_LatentContribution()
    {
        MLContext mlContext = new();
        using MemoryStream zip = new();
        mlContext.Model.Save(mlContext.Transformer(Views.AllColumns with { LatentContributionColumnName = null }), null, zip);
        using ZipArchive archive = new(zip);
        using MemoryStream entry = new();
        using (Stream model = archive.Entries.Single(file => file.FullName.EndsWith("Model.key", StringComparison.Ordinal)).Open())
            model.CopyTo(entry);
        string[] written = ["Features", "Latent", "LatentVariance", "Elbo", "Score", "PredictedLabel", "Contributions", "Reconstruction", "Single"];
        byte[] names = [.. written.SelectMany(name => (byte[])[(byte)name.Length, .. Encoding.ASCII.GetBytes(name)])];
        Assert.True(entry.ToArray().AsSpan().IndexOf(names) > 0);
    }

    [Fact]
    public void A_column_that_is_left_out_stays_left_out()
    {
        MLContext mlContext = new();
        VaeTransformer saved = mlContext.Transformer(new VaeColumns { ElboColumnName = "How usual" });
        VaeTransformer loaded = (VaeTransformer)mlContext.Reloaded(saved, null);
        Assert.Equal(new VaeColumns { ElboColumnName = "How usual" }, loaded.Columns);
    }

    [Fact]
    public void Saving_is_repeatable_and_a_loaded_transformer_saves_again()
    {
        MLContext mlContext = new();
        VaeTransformer once = (VaeTransformer)mlContext.Reloaded(mlContext.Transformer(), null);
        VaeTransformer twice = (VaeTransformer)mlContext.Reloaded(once, null);
        IDataView data = mlContext.View(Views.Examples(10));
        Assert.Equal(once.Transform(data).Bits("Score"), twice.Transform(data).Bits("Score"));
    }

    [Fact]
    public void A_pipeline_saved_with_its_loader_comes_back()
    {
        using TemporaryFolder folder = new();
        MLContext mlContext = new();
        string csv = Path.Combine(folder.Path, "data.csv"), zip = Path.Combine(folder.Path, "model.zip");
        File.WriteAllLines(csv, Models.Rows(50).Select(row => string.Join(',', row.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))));
        TextLoader loader = mlContext.Data.CreateTextLoader([new TextLoader.Column("Features", DataKind.Single, 0, 4)], separatorChar: ',');
        VaeTransformer model = mlContext.Transformer();
        mlContext.Model.Save(model, loader, zip);
        ITransformer loaded = mlContext.Model.LoadWithDataLoader(zip, out IDataLoader<IMultiStreamSource> loadedLoader);
        IDataView data = loadedLoader.Load(new MultiFileSource(csv));
        Assert.Equal(50, data.Column<float[]>("Features").Length);
        Assert.Equal(model.Transform(data).Bits("Score"), loaded.Transform(data).Bits("Score"));
    }
}
