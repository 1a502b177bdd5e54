using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace VaeMl.Benchmarks.Detection;

/// <summary>A labelled table with its fixed splits: NAME.csv.gz and NAME.splits.json.gz.</summary>
internal sealed class AdbenchData
{
    private AdbenchData(string name, VaeData rows, bool[] anomalies, IReadOnlyDictionary<string, AdbenchSplit[]> splits)
    {
        Name = name;
        Rows = rows;
        Anomalies = anomalies;
        Splits = splits;
    }

    public string Name { get; }

    public VaeData Rows { get; }

    /// <summary>Whether each row is labelled an anomaly.</summary>
    public bool[] Anomalies { get; }

    /// <summary>By setting, "semi" (trained on normal rows) or "unsup" (trained on everything).</summary>
    public IReadOnlyDictionary<string, AdbenchSplit[]> Splits { get; }

    public static AdbenchData Read(DirectoryInfo folder, string name)
    {
        using StreamReader csv = new(Open(Path.Combine(folder.FullName, name + ".csv.gz")));
        string[] header = csv.ReadLine()!.Split(',');
        VaeDataBuilder rows = new(header.Length - 1, header[..^1]);
        List<bool> anomalies = [];
        while (csv.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            rows.Add([.. cells[..^1].Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))]);
            anomalies.Add(cells[^1].StartsWith('1'));
        }
        using Stream json = Open(Path.Combine(folder.FullName, name + ".splits.json.gz"));
        var splits = JsonSerializer.Deserialize<Dictionary<string, AdbenchSplit[]>>(json, JsonSerializerOptions.Web)!;
        return new AdbenchData(name, rows.Build(), [.. anomalies], splits);
    }

    /// <summary>The split without the test rows whose values occur in training.</summary>
    public AdbenchSplit WithoutSeen(AdbenchSplit split)
    {
        HashSet<string> seen = [.. split.Train.Select(Key)];
        return split with { Test = [.. split.Test.Where(row => !seen.Contains(Key(row)))] };
    }

    /// <summary>The normal test rows whose values do not occur in training, each once.</summary>
    public int[] UnseenNormals(AdbenchSplit split) => [.. WithoutSeen(split).Test.Where(row => !Anomalies[row]).Distinct()];

    /// <summary>The names of the data sets in a folder.</summary>
    public static IEnumerable<string> Names(DirectoryInfo folder) =>
        folder.EnumerateFiles("*.csv.gz").Select(file => file.Name[..^".csv.gz".Length]).Order(StringComparer.OrdinalIgnoreCase);

    private string Key(int row) => Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes(Rows[row]));

    private static GZipStream Open(string path) => new(File.OpenRead(path), CompressionMode.Decompress);
}

/// <summary>Row numbers to train on and to test on; they may repeat.</summary>
internal sealed record AdbenchSplit(int Seed, int[] Train, int[] Test);
