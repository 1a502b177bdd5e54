using Spectre.Console;
using VaeMl.Cli.Tables;

namespace VaeMl.Cli.Display;

/// <summary>Processes a file with a progress bar, which disappears when the work is done. There is no bar if the output is redirected.</summary>
internal static class FileDisplay
{
    /// <param name="terminal">The terminal to draw on.</param>
    /// <param name="what">The description of the work.</param>
    /// <param name="file">The file, whose position gives the progress.</param>
    /// <param name="work">The work, which calls its argument from time to time.</param>
    public static void Run(Terminal terminal, string what, TableFile file, Action<Action> work)
    {
        if (terminal.Plain)
        {
            work(() => { });
            return;
        }
        terminal.Console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(Visible.Escape(what)), maxValue: 1);
                work(() => task.Value = file.Fraction);
            });
    }
}
