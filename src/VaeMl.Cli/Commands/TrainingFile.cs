using VaeMl.Cli.Csv;
using VaeMl.Cli.Display;
using VaeMl.Cli.Features;
using VaeMl.Cli.Inference;
using VaeMl.Cli.Tables;
using VaeMl.Messages;

namespace VaeMl.Cli.Commands;

/// <summary>Reads the training rows, and reports the kinds of their columns.</summary>
/// <param name="terminal">The terminal to report to.</param>
/// <param name="maxMemory">The memory limit for rows and training, in bytes; null for no limit.</param>
/// <param name="cancellation">Cancels reading.</param>
internal sealed class TrainingFile(Terminal terminal, long? maxMemory, CancellationToken cancellation)
{
    /// <summary>Reads a file and infers the kinds of its columns from the cells.</summary>
    /// <returns>The rows, and the name of the file.</returns>
    public (TrainingTable Table, string Name) Read(string path, CsvDialect dialect, AskedColumns asked)
    {
        using TableSource source = TableSource.Open(path, dialect, terminal.OpenInput, cancellation);
        TableSurvey survey = new(asked);
        TablePlan? plan = null;
        while (plan is null)
            plan = Through(source, "scanning", (file, progress) => survey.Read(file, progress, cancellation));
        return Read(source, _ => plan);
    }

    /// <summary>Reads a file that contains the columns of a model, in any order, and perhaps others.</summary>
    /// <returns>The rows, and the name of the file.</returns>
    public (TrainingTable Table, string Name) Read(string path, CsvDialect dialect, VaeModel model, string? label)
    {
        using TableSource source = TableSource.Open(path, dialect, terminal.OpenInput, cancellation);
        return Read(source, file => TablePlan.ForModel(model, file, label));
    }

    private (TrainingTable Table, string Name) Read(TableSource source, Func<TableFile, TablePlan> planOf)
    {
        TablePlan? plan = null;
        TrainingTable table = Through(source, "reading", (file, progress) => TrainingTable.Read(file, plan = planOf(file), maxMemory, progress, cancellation))!;
        terminal.Line($"{source.Name}: {Counted.Format(table.Data.Count, "row")}, {Counted.Format(table.Data.FeatureCount, "feature")}");
        if (plan!.IsOfModel)
            SchemaTable.Write(terminal, plan.Schema);
        else
            SchemaTable.Write(terminal, plan);
        return (table, source.Name);
    }

    private T? Through<T>(TableSource source, string what, Func<TableFile, Action, T?> read)
        where T : class
    {
        using TableFile file = source.Open();
        T? result = null;
        FileDisplay.Run(terminal, $"{what} {file.Name}", file, progress => result = read(file, progress));
        return result;
    }
}
