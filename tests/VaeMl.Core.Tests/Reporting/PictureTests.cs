using System.Runtime.CompilerServices;
using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

/// <summary>
/// Plots and reports, line by line, as in the folder Pictures. To accept a change, run these tests with VAEML_UPDATE_PICTURES=1 and look at the files in a browser.
/// </summary>
public sealed class PictureTests
{
    private const string UpdateVariable = "VAEML_UPDATE_PICTURES";

    private static readonly double[] _steps = [1, 2, 3, 4, 5];

    private static readonly SvgPlot _plot = new() { Title = "A plot", XTitle = "step", YTitle = "nats", Width = 320, Height = 200 };

    private static readonly Dictionary<string, Func<string>> _pictures = new()
    {
        ["lines"] = () => _plot.Lines(
            new PlotSeries("training", _steps, [4, 2.5, 2, 1.8, 1.75]), new PlotSeries("validation", _steps, [4.5, 3, double.NaN, 2.5, 2.4]) { Dashed = true, Colour = 7 }),
        ["lines-bare"] = () => new SvgPlot { Width = 160, Height = 90 }.Lines(new PlotSeries("one", _steps, [-1e-6, 0, 2e-6, 5e-6, 9e-6])),
        ["lines-in-ranges"] = () => (_plot with { XRange = (0, 1e7), YRange = (-2000, 3e6) }).Lines(new PlotSeries("one", [0, 5e6, 1e7], [-2000, 4e6, 1])),
        ["lines-legend-in-rows"] = () => (_plot with { Title = "", XTitle = "a title of the axis that is wider than the whole plot, so that it is cut" }).Lines(
            new PlotSeries("the first of the series", _steps, _steps), new PlotSeries("the second of the series", _steps, [5, 4, 3, 2, 1]), new PlotSeries("the third", _steps, [3, 3, 3, 3, 3])),
        ["scatter"] = () => _plot.Scatter(new PlotSeries("normal", _steps, [0.1, 0.3, 0.2, 0.5, 0.4]), new PlotSeries("anomaly", [4.5, double.NaN, 2], [3, 1, 2.5]) { Colour = 4 }),
        ["scatter-in-range"] = () => (_plot with { XRange = (0, 6), YTitle = "" }).Scatter(new PlotSeries("all", _steps, _steps)),
        ["histogram"] = () => _plot.Histogram([new PlotSample("normal", [1, 1.2, 1.4, 2.1, 2.2, 2.9, double.NaN]), new PlotSample("anomaly", [2.5, 2.6, 5])], 4.8, "threshold", bins: 8),
        ["histogram-in-range"] = () => (_plot with { XRange = (0, 3), YRange = (0, 0.5) }).Histogram([new PlotSample("all", [-1, 0.5, 1, 1.5, 2.5, 99])], 0.2, "threshold", bins: 6),
        ["histogram-marker-beyond"] = () => _plot.Histogram([new PlotSample("all", [1, 2, 3]), new PlotSample("none", [])], 6, "threshold", bins: 5),
        ["bars"] = () => _plot.Bars(new PlotBar("speed", 12.25), new PlotBar("load", -7.125), new PlotBar("a name that is much too long for the space that names have here", 0), new PlotBar("heat", double.NaN)),
        ["bars-bare"] = () => new SvgPlot { Width = 200 }.Bars(new PlotBar("a", 0.004), new PlotBar("b", 0.001)),
        ["frame"] = Frame,
        ["loss-with-validation"] = () => LossCurves.Bound(Training(30, validated: true)),
        ["loss-of-the-latent-term"] = () => LossCurves.Latent(Training(30, validated: false)),
        ["inline-bars"] = () => $"<p>{string.Concat(new[] { 1, 0.5, 0.001, -0.25, -3 }.Select(InlineBar.Draw))}</p>",
        ["report-of-columns"] = () => HandMadeReport.OfColumns().Render(),
        ["report-of-labels"] = () => HandMadeReport.OfLabels().Render(),
        ["report-of-equal-rows"] = () => HandMadeReport.OfEqualRows().Render(),
        ["report-without-threshold"] = () => HandMadeReport.WithoutThreshold().Render(),
    };

    public static TheoryData<string> Names => [.. _pictures.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_plot_or_report_is_that_in_the_file(string name)
    {
        string picture = _pictures[name](), path = Path.Combine(Folder(), $"{name}.{(picture.StartsWith("<svg", StringComparison.Ordinal) ? "svg" : "html")}");
        // The style sheet is the same in every report, and tested in a browser.
        string drawn = picture.Replace(ReportStyle.Css, "", StringComparison.Ordinal).Replace("><", ">\n<", StringComparison.Ordinal) + "\n";
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
            File.WriteAllText(path, drawn);
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), drawn);
    }

    [Fact]
    public void Every_picture_in_the_folder_is_drawn() =>
        Assert.Equal(_pictures.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(Folder()).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    /// <summary>Everything that a frame can hold and no plot of the above does: level lines with their names above and below, dots, arrowheads.</summary>
    private static string Frame()
    {
        PlotFrame frame = new(_plot, new PlotRange(0, 10), new PlotRange(-1, 1), [("dots", 0, false), ("beyond", 1, false)]);
        frame.Line([], 2, dashed: false);
        frame.Dots([(1, -0.5), (2.25, 0.123), (9.5, 0)], 0, 2.6, "unflagged");
        frame.Beyond([3, 7.77], 1, "beyond");
        frame.Level(0.95, "high");
        frame.Level(-0.2, "low");
        frame.Marker(0.5, "left");
        return frame.Finish();
    }

    private static TrainingReport Training(int epochs, bool validated) => new()
    {
        Trainer = "a trainer",
        CalibrationTrainer = null,
        // The first epoch is far above the others, which the range therefore leaves out.
        Epochs = [.. Enumerable.Range(1, epochs).Select(e => new EpochReport(
            e, new ElboTerms(-40.0 / (e * e) - 5, -3 - e / 10.0, -2), validated && e % 2 == 0 ? new ElboTerms(-50.0 / (e * e) - 6, -3, -2.5) : null, 1, 0.002))],
        StopReason = StopReason.EpochsCompleted,
        BestEpoch = epochs,
        RowsTrained = 100,
        RowsHeldOut = 0,
        RowsSkipped = 0,
        Steps = 300,
        CalibrationRows = 100,
        Warnings = [],
        Elapsed = TimeSpan.FromSeconds(1),
    };

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Pictures");
}
