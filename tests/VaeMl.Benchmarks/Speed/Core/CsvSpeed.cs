using System.Globalization;
using VaeMl.Cli;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Features;
using VaeMl.Cli.Tables;

namespace VaeMl.Benchmarks.Speed.Core;

/// <summary>Rows that the tool's <c>score</c> takes from one file to another in a second, beside the mere parsing of the same file and the mere scoring.</summary>
internal static class CsvSpeed
{
    private const int Rows = 1_000_000, Features = 10, Repeats = 5;

    public static void Run(SpeedReport report)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("vaeml-csv-");
        try
        {
            string rows = Path.Combine(folder.FullName, "rows.csv"), small = Path.Combine(folder.FullName, "small.onnx"), usual = Path.Combine(folder.FullName, "usual.onnx");
            float[] values = SpeedCases.Values(Rows, Features, unitInterval: false);
            Write(rows, values);
            VaeData sample = new(values[..(20_000 * Features)], Features);
            VaeModel smallModel = new VaeTrainer(SpeedCases.Small with { Epochs = 2 }).Fit(sample);
            VaeModel usualModel = new VaeTrainer(new VaeOptions { TrainingData = TrainingData.Contaminated, Epochs = 2 }).Fit(sample);
            smallModel.Save(small);
            usualModel.Save(usual);
            int[] columns = [.. Enumerable.Range(0, Features)];
            Repetitions times = new(
                Repeats,
                ("scan", () => Parse(rows, [])),
                ("parse", () => Parse(rows, columns)),
                ("score small", () => Score(smallModel, values)),
                ("tool small", () => Tool(small, rows)),
                ("score usual", () => Score(usualModel, values)),
                ("tool usual", () => Tool(usual, rows)));

            report.Line($"a CSV file of {Rows:N0} × {Features}, {new FileInfo(rows).Length / 1e6:F0} MB, million rows/s (at best) | 10-64-64-8, ReLU, one sample | the tool's defaults");
            report.Line($"  finding rows and cells, one thread | {Rate("scan")} |");
            report.Line($"  and parsing the numbers | {Rate("parse")} |");
            report.Line($"  scoring alone, one thread | {Rate("score small")} | {Rate("score usual")}");
            report.Line($"  vaeml score, {Environment.ProcessorCount} processors | {Rate("tool small")} | {Rate("tool usual")}");
            report.Figure("csv-parse-million-rows-s", Rows / times.Median("parse") / 1e6);
            report.Figure("csv-score-defaults-million-rows-s", Rows / times.Median("tool usual") / 1e6);
            report.Figure("csv-score-million-rows-s", Rows / times.Median("tool small") / 1e6);

            string Rate(string side) =>
                string.Create(CultureInfo.InvariantCulture, $"{Rows / times.Median(side) / 1e6:F2} ({Rows / times.Least(side) / 1e6:F2})");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(string path, float[] values)
    {
        using StreamWriter writer = new(path);
        writer.WriteLine(string.Join(',', Enumerable.Range(0, Features).Select(j => $"f{j}")));
        for (int i = 0; i < values.Length; i++)
        {
            writer.Write(values[i].ToString("F5", CultureInfo.InvariantCulture));
            writer.Write((i + 1) % Features == 0 ? '\n' : ',');
        }
    }

    private static void Parse(string path, int[] columns)
    {
        using CsvFile file = CsvFile.Open(path, new CsvDialect(CultureInfo.InvariantCulture, null));
        FeatureCells? cells = columns.Length == 0 ? null : new(file, columns, new TableSchema([.. columns.Select(c => SchemaColumn.Number(file.Header[c]))]), fitting: false);
        Span<float> row = stackalloc float[columns.Length];
        while (file.Read())
            cells?.Read(row);
    }

    private static void Score(VaeModel model, float[] values)
    {
        const int batch = 4096;
        float[] elbo = new float[batch], score = new float[batch];
        for (int first = 0; first < Rows; first += batch)
        {
            int count = Math.Min(batch, Rows - first);
            model.Score(values.AsSpan(first * Features, count * Features), new ScoreColumns { Elbo = elbo.AsSpan(0, count), Score = score.AsSpan(0, count) });
        }
    }

    private static void Tool(string model, string rows)
    {
        using StringWriter output = new(), error = new();
        // A new file each time: freeing the blocks of an old one is the file system's work.
        string scores = Path.Combine(Path.GetDirectoryName(rows)!, $"scores-{Guid.NewGuid():N}.csv");
        if (App.Run(["score", model, rows, "--output", scores], output, error) != ExitCodes.Good)
            throw new InvalidOperationException(error.ToString());
    }
}
