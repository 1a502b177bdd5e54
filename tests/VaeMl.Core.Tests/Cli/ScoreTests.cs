using System.Globalization;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Scoring;
using VaeMl.Cli.Tables;

namespace VaeMl.Tests.Cli;

public sealed class ScoreTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void ScoresAreTheModelsOwnInEveryBatch()
    {
        VaeModel model = _tool.Model(Tables.Two());
        float[][] rows = Tables.Values(5 * 4096 + 5, seed: 2);
        string[] lines = _tool.Score(Tables.Text(rows));
        Assert.Equal("Row,Elbo,Score,PredictedLabel", lines[0]);
        Assert.Equal(rows.Length + 1, lines.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            VaeScore score = model.Score(rows[i]);
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{i + 1},{score.Elbo},{score.Score},{(score.IsAnomaly ? "true" : "false")}"), lines[i + 1]);
        }
        Assert.Contains($"{rows.Length} rows, {rows.Count(r => model.Score(r).IsAnomaly)} flagged", _tool.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4097)]
    [InlineData(20000)]
    public void AnErrorInAnyBatchIsTheFirstOfTheFile(int bad)
    {
        _tool.Model(Tables.Two());
        string[] lines = Tables.Two(21000).TrimEnd('\n').Split('\n');
        lines[bad] = lines[^1] = "1,x";
        string path = _tool.Write("new.csv", string.Join('\n', lines));
        Assert.Equal(ExitCodes.BadInput, _tool.Run("score", _tool.PathOf("model.onnx"), path, "--output", _tool.PathOf("scores.csv")));
        Assert.StartsWith($"error: new.csv, line {bad + 1}, column 'b': 'x' is not a number.", _tool.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_tool.PathOf("scores.csv")));
    }

    [Fact]
    public void AnOutputThatFailsEndsTheScoring()
    {
        VaeModel model = _tool.Model(Tables.Two());
        using CsvFile file = CsvFile.Open(_tool.Write("new.csv", Tables.Two(21000)), new CsvDialect(CultureInfo.InvariantCulture, ','));
        RowScorer scorer = new(new ScoreLayout(model, file, explain: 0, copy: [], keepAll: false));
        Assert.Throws<IOException>(() => scorer.Run(new FullStream(room: 100_000), () => { }, CancellationToken.None));
    }

    [Fact]
    public void ColumnsAreMatchedByNameAndCopiedOnDemand()
    {
        _tool.Model(Tables.Two());
        string[] straight = _tool.Score("a,b\n1,2\n5,11\n");
        string[] mixed = _tool.Score("id,b,note,a\n\"x,1\",2,text,1\nx2,11,,5\n", "--id", "id", "--copy", "note");
        Assert.Equal("Row,id,note,Elbo,Score,PredictedLabel", mixed[0]);
        Assert.Equal(straight[1].Replace("1,", "1,\"x,1\",text,", StringComparison.Ordinal)[..12], mixed[1][..12]);
        Assert.Equal(straight[2][2..], mixed[2]["2,x2,,".Length..]);
    }

    [Fact]
    public void ACopyMayNotHideAScore()
    {
        _tool.Model(Tables.Two());
        Assert.Equal(1, _tool.Run("score", _tool.PathOf("model.onnx"), _tool.Write("new.csv", "a,b,Score\n1,2,3\n"), "--output", _tool.PathOf("s.csv"), "--copy", "Score"));
        Assert.Contains("two columns of this name", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ExplanationsAreTheLargestContributions()
    {
        VaeModel model = _tool.Model(Tables.Two());
        string[] lines = _tool.Score("a,b\n3,6.5\n9,1\n", "--explain", "5");
        Assert.Equal("Row,Elbo,Score,PredictedLabel,Top1,Top1Nats,Top2,Top2Nats", lines[0]);
        IReadOnlyList<float> contributions = model.Score([9, 1]).Contributions;
        (int first, int second) = contributions[0] >= contributions[1] ? (0, 1) : (1, 0);
        string[] cells = lines[2].Split(',');
        Assert.Equal(
            [model.FeatureNames[first], Text(contributions[first]), model.FeatureNames[second], Text(contributions[second])], cells[4..]);
        // They add up to the score, with the latent term and the mean.
        Assert.Equal(
            model.Score([9, 1]).Score, contributions.Sum() + model.Score([9, 1]).LatentContribution + model.MeanTrainingScore, 1e-3);
    }

    [Fact]
    public void TheThresholdCanBeOverridden()
    {
        VaeModel model = _tool.Model(Tables.Two());
        Assert.All(_tool.Score(Tables.Two(), "--threshold", "-1e9")[1..], line => Assert.EndsWith(",true", line, StringComparison.Ordinal));
        Assert.All(_tool.Score(Tables.Two(), "--threshold", "inf")[1..], line => Assert.EndsWith(",false", line, StringComparison.Ordinal));
        VaeModel half = model.WithFlagRate(0.5);
        int flagged = Tables.Values(40).Count(row => half.Score(row).IsAnomaly);
        Assert.Equal(flagged, _tool.Score(Tables.Two(), "--flag-rate", "0.5").Count(line => line.EndsWith(",true", StringComparison.Ordinal)));
        Assert.InRange(flagged, 1, 39);
    }

    [Fact]
    public void TheLabelIsNeverTrainedOn()
    {
        _tool.Model(Tables.Two());
        byte[] without = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        string labelled = string.Join('\n', Tables.Two().TrimEnd().Split('\n').Select((line, i) => i == 0 ? $"{line},label" : $"{line},{(i % 9 == 0 ? 1 : 0)}"));
        _tool.Model(labelled, "--label", "label");
        Assert.Equal(without, File.ReadAllBytes(_tool.PathOf("model.onnx")));
        Assert.Contains("AUROC 0.", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void OneLabelAloneGivesNoAuroc()
    {
        string labelled = string.Join('\n', Tables.Two().TrimEnd().Split('\n').Select((line, i) => i == 0 ? $"{line},label" : $"{line},0"));
        _tool.Model(labelled, "--label", "label");
        Assert.DoesNotContain("AUROC", _tool.Output, StringComparison.Ordinal);
        Assert.Contains("there is no AUROC", _tool.Error, StringComparison.Ordinal);
    }

    private static string Text(float value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed class FullStream(int room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > room)
                throw new IOException("no room");
            base.Write(buffer);
        }
    }
}
