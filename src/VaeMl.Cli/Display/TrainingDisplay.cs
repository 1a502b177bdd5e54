using System.Globalization;
using Spectre.Console;
using VaeMl.Training;

namespace VaeMl.Cli.Display;

/// <summary>Trains with a progress bar, or with a line for every tenth of the way if the output is redirected.</summary>
internal static class TrainingDisplay
{
    public static VaeTrainingResult Train(Terminal terminal, TrainingRequest request)
    {
        if (terminal.Plain)
            return VaeTrainer.Run(request with { Progress = new TenthLines(terminal) });
        return terminal.Console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => VaeTrainer.Run(request with { Progress = new Bar(context.AddTask("training", maxValue: 1)) }));
    }

    private static string Describe(TrainingProgress progress) => progress switch
    {
        { Phase: TrainingPhase.Calibrating } => "calibrating the threshold",
        { Epoch: { } e } => string.Create(CultureInfo.InvariantCulture, $"epoch {e.Epoch} of {progress.Epochs}, ELBO {e.Train.Elbo:F2}"),
        _ => "training",
    };

    private sealed class Bar(ProgressTask task) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            task.Description = Markup.Escape(Describe(value));
            task.Value = value.Fraction;
        }
    }

    private sealed class TenthLines(Terminal terminal) : IProgress<TrainingProgress>
    {
        private int _tenths;

        public void Report(TrainingProgress value)
        {
            int tenths = (int)(value.Fraction * 10 + 1e-9);
            if (tenths <= _tenths)
                return;
            _tenths = tenths;
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{tenths * 10,3} %  {Describe(value)}"));
        }
    }
}
