namespace VaeMl.Benchmarks.Detection;

/// <summary>The data sets, settings and splits of one measurement.</summary>
internal sealed class AdbenchRun
{
    public AdbenchRun(DirectoryInfo folder, string[] settings, bool unseen, string[] only)
    {
        (Folder, Settings, Unseen) = (folder, settings, unseen);
        Sets = [.. AdbenchData.Names(folder).Where(name => only.Length == 0 || only.Contains(name)).Select(name => AdbenchData.Read(folder, name))];
        if (Sets.Count == 0)
            throw new ArgumentException($"{folder}: there is no such data set.");
        Jobs =
        [
            .. from set in Sets
               from setting in settings
               from split in set.Splits[setting]
               let kept = unseen ? set.WithoutSeen(split) : split
               where kept.Test.Any(row => !set.Anomalies[row]) && kept.Test.Any(row => set.Anomalies[row])
               select (set, setting, kept),
        ];
    }

    public DirectoryInfo Folder { get; }

    public string[] Settings { get; }

    /// <summary>Whether test rows that occur in training are dropped.</summary>
    public bool Unseen { get; }

    public IReadOnlyList<AdbenchData> Sets { get; }

    private (AdbenchData Set, string Setting, AdbenchSplit Split)[] Jobs { get; }

    /// <summary>Measures every split, several at once, and returns the results in a fixed order.</summary>
    public AdbenchResult[] Measure(Func<AdbenchData, string, AdbenchSplit, AdbenchResult> measure)
    {
        AdbenchResult[] results = new AdbenchResult[Jobs.Length];
        Parallel.For(0, Jobs.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            results[i] = measure(Jobs[i].Set, Jobs[i].Setting, Jobs[i].Split));
        return results;
    }
}
