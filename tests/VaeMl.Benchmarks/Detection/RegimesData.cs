using System.Globalization;
using System.IO.Compression;

namespace VaeMl.Benchmarks.Detection;

/// <summary>
/// A family of labelled tables, FAMILY.csv.gz: features, then <c>part</c> (train or test) and <c>kind</c> (empty for a normal row, else the fault).
/// A text column is a category of the levels that the training rows hold, or, one-hot, becomes one binary column for each of them.
/// </summary>
internal sealed class RegimesData
{
    private readonly float[][] _rows;
    private readonly string[] _features;
    private readonly IReadOnlyList<string>?[] _levels;
    private readonly int[] _normalTrain;
    private readonly int[] _faultyTrain;

    private RegimesData(string name, string[] features, IReadOnlyList<string>?[] levels, float[][] rows, bool[] train, bool[] faulty, float[]? oracle)
    {
        (Name, _features, _levels, _rows) = (name, features, levels, rows);
        int[] all = [.. Enumerable.Range(0, rows.Length)], test = [.. all.Where(i => !train[i])];
        _normalTrain = [.. all.Where(i => train[i] && !faulty[i])];
        _faultyTrain = [.. all.Where(i => train[i] && faulty[i])];
        Test = Take(test);
        TestFaulty = [.. test.Select(i => faulty[i])];
        OracleScores = oracle is null ? null : [.. test.Select(i => oracle[i])];
    }

    public string Name { get; }

    public VaeData Test { get; }

    /// <summary>Whether each test row is faulty.</summary>
    public bool[] TestFaulty { get; }

    /// <summary>The test rows' −log p(x) under the true density of normal rows, in nats; null where FAMILY.oracle.csv.gz is absent.</summary>
    public float[]? OracleScores { get; }

    /// <summary>The names of the families in a folder.</summary>
    public static IEnumerable<string> Names(DirectoryInfo folder) =>
        folder.EnumerateFiles("*.csv.gz").Select(file => file.Name[..^".csv.gz".Length])
            .Where(name => !name.EndsWith(".oracle", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static RegimesData Read(DirectoryInfo folder, string name, bool oneHot)
    {
        string[][] lines = [.. Lines(Path.Combine(folder.FullName, name + ".csv.gz")).Select(line => line.Split(','))];
        string[] header = lines[0];
        string[][] cells = lines[1..];
        int part = Array.IndexOf(header, "part"), kind = Array.IndexOf(header, "kind");
        bool[] train = [.. cells.Select(row => row[part] == "train")];
        List<string> features = [];
        List<IReadOnlyList<string>?> levels = [];
        List<Func<string[], float>> readers = [];
        for (int j = 0; j < header.Length; j++)
        {
            int column = j;
            if (j == part || j == kind)
                continue;
            if (cells.All(row => row[column].Length == 0 || float.TryParse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
            {
                features.Add(header[j]);
                levels.Add(null);
                readers.Add(row => row[column].Length == 0 ? float.NaN : float.Parse(row[column], CultureInfo.InvariantCulture));
                continue;
            }
            string[] names = [.. cells.Where((_, i) => train[i]).Select(row => row[column]).Where(cell => cell.Length > 0).Distinct().Order(StringComparer.Ordinal)];
            if (!oneHot)
            {
                features.Add(header[j]);
                levels.Add(names);
                // A level that the training rows lack is −1.
                readers.Add(row => row[column].Length == 0 ? float.NaN : Array.IndexOf(names, row[column]));
                continue;
            }
            foreach (string level in names)
            {
                features.Add($"{header[j]}={level}");
                levels.Add(null);
                readers.Add(row => row[column].Length == 0 ? float.NaN : row[column] == level ? 1 : 0);
            }
        }
        string oracle = Path.Combine(folder.FullName, name + ".oracle.csv.gz");
        return new RegimesData(
            name,
            [.. features],
            [.. levels],
            [.. cells.Select(row => readers.Select(reader => reader(row)).ToArray())],
            train,
            [.. cells.Select(row => row[kind].Length > 0)],
            File.Exists(oracle) ? [.. Lines(oracle).Skip(1).Select(line => float.Parse(line, CultureInfo.InvariantCulture))] : null);
    }

    /// <summary>All normal training rows and the first faulty ones that make up the share, shuffled together.</summary>
    /// <param name="contamination">The share of faulty rows, in [0, 1).</param>
    /// <param name="seed">Of the shuffle.</param>
    /// <exception cref="ArgumentException">The family has too few faulty training rows.</exception>
    public VaeData Train(double contamination, int seed)
    {
        int faulty = (int)Math.Round(contamination / (1 - contamination) * _normalTrain.Length);
        if (faulty > _faultyTrain.Length)
            throw new ArgumentException($"{Name} has {_faultyTrain.Length} faulty training rows; a contamination of {contamination} needs {faulty}.", nameof(contamination));
        int[] rows = [.. _normalTrain, .. _faultyTrain.Take(faulty)];
        new Random(seed).Shuffle(rows);
        return Take(rows);
    }

    private VaeData Take(int[] rows) => new([.. rows.Select(i => _rows[i])], _features, _levels);

    private static IEnumerable<string> Lines(string path)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
