using Spectre.Console;
using VaeMl.Cli.Csv;

namespace VaeMl.Cli.Display;

/// <summary>Reads a file under a progress bar; without one where the output is redirected.</summary>
internal static class ScoringDisplay
{
    public static void Run(Terminal terminal, CsvFile file, Action<Action> work)
    {
        if (terminal.Plain)
        {
            work(() => { });
            return;
        }
        terminal.Console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("scoring", maxValue: 1);
                work(() => task.Value = file.Fraction);
                task.Value = 1;
            });
    }
}
