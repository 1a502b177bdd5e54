using System.Globalization;

namespace VaeMl.Benchmarks.Speed;

/// <summary>Lines for people as they come, figures for scripts at the end.</summary>
internal sealed class SpeedReport
{
    private readonly TextWriter _output = Console.Out;
    private readonly List<string> _figures = [];

    public void Line(FormattableString line) => _output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    public void Figure(string name, double value) => _figures.Add(string.Create(CultureInfo.InvariantCulture, $"figure {name}={value:G4}"));

    public void WriteFigures() => _figures.ForEach(_output.WriteLine);
}
