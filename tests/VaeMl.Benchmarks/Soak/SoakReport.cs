namespace VaeMl.Benchmarks.Soak;

/// <summary>Lines for people as they come, figures for scripts at the end.</summary>
internal sealed class SoakReport
{
    private readonly TextWriter _output = Console.Out;
    private readonly List<(string Name, double Value)> _figures = [];
    private double _peakMebibytes;

    /// <summary>Differences found by all parts.</summary>
    public long Failures { get; private set; }

    public void Line(FormattableString line) => _output.WriteLine(FormattableString.Invariant(line));

    /// <summary>The counts of a part.</summary>
    public void Counts(string part, SoakCounts counts)
    {
        Failures += counts.DifferencesFound;
        Line($"{part}: {counts.FaultsInjected} faults injected, {counts.InputsTried} inputs tried, {counts.ResultsCompared} results compared, {counts.DifferencesFound} differences found");
    }

    /// <summary>A figure, written as soak-NAME. Of one name the values are added up.</summary>
    public void Figure(string name, double value)
    {
        int at = _figures.FindIndex(figure => figure.Name == name);
        if (at < 0)
            _figures.Add((name, value));
        else
            _figures[at] = (name, _figures[at].Value + value);
    }

    /// <summary>The peak resident memory of a process that did a part's work; the largest is a figure.</summary>
    public void Peak(double mebibytes) => _peakMebibytes = Math.Max(_peakMebibytes, mebibytes);

    public void WriteFigures()
    {
        foreach ((string name, double value) in _figures)
            Figures.Write($"soak-{name}", value);
        if (_peakMebibytes > 0)
            Figures.Write("soak-peak-mib", _peakMebibytes);
    }
}
