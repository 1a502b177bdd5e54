using Spectre.Console;
using VaeMl.Cli.Tables;

namespace VaeMl.Cli.Display;

/// <summary>Goes through a file under a progress bar that vanishes when it is done; without one where the output is redirected.</summary>
internal static class FileDisplay
{
    /// <param name="terminal">Where to draw.</param>
    /// <param name="what">What is done with the file.</param>
    /// <param name="file">The file, whose position is the progress.</param>
    /// <param name="work">The work; it calls its argument now and then.</param>
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
