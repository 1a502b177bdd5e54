using Spectre.Console;

namespace VaeMl.Sample;

/// <summary>Draws progress bars and tables on a terminal; writes plain lines if the output is redirected.</summary>
internal static class Display
{
    private static readonly bool Plain = Console.IsOutputRedirected || !AnsiConsole.Console.Profile.Capabilities.Ansi;
    private static readonly HashSet<string> Warned = [];

    public static void Line(string text = "") => Console.WriteLine(text);

    /// <summary>Writes a warning, unless it was written before.</summary>
    public static void Warning(string text)
    {
        if (!Warned.Add(text))
            return;
        if (Plain)
            Console.Error.WriteLine($"warning: {text}");
        else
            AnsiConsole.MarkupLine($"[yellow]warning:[/] {Markup.Escape(text)}");
    }

    /// <summary>Runs work that shows a progress bar for each training run.</summary>
    /// <param name="work">Receives a function that creates a progress bar, to be called once for each training run.</param>
    public static T Progress<T>(Func<Func<string, IProgress<TrainingProgress>>, T> work) =>
        Plain
            ? work(name => new Quarters(name))
            : AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .Start(context => work(name => new Bar(context.AddTask(name, autoStart: false, maxValue: 1))));

    /// <summary>Writes a table under a title. Cells are text, not markup.</summary>
    public static void Table(string title, string[] header, IEnumerable<string[]> rows)
    {
        Line();
        Line(title);
        string[][] lines = [header, .. rows];
        if (Plain)
        {
            int[] widths = [.. header.Select((_, column) => lines.Max(line => line[column].Length))];
            foreach (string[] line in lines)
                Line(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
            return;
        }
        Table table = new() { Border = TableBorder.Rounded };
        foreach (string name in header)
            table.AddColumn(new TableColumn(new Text(name, new Style(decoration: Decoration.Bold))));
        foreach (string[] line in lines[1..])
            table.AddRow(line.Select(cell => new Text(cell)));
        AnsiConsole.Write(table);
    }

    private sealed class Bar(ProgressTask task) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (!task.IsStarted)
                task.StartTask();
            task.Value = value.Fraction;
        }
    }

    private sealed class Quarters(string name) : IProgress<TrainingProgress>
    {
        private int _quarters;

        public void Report(TrainingProgress value)
        {
            int quarters = (int)(4 * value.Fraction + 1e-9);
            if (quarters <= _quarters)
                return;
            _quarters = quarters;
            Line($"{name} {25 * quarters} %");
        }
    }
}
