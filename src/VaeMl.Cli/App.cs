using System.CommandLine;
using VaeMl.Cli.Commands;
using VaeMl.Cli.Display;
using VaeMl.Cli.Failures;

namespace VaeMl.Cli;

/// <summary>The tool. It parses the command line, runs the command, and reports every user error as one line and an exit code.</summary>
internal static class App
{
    public static int Run(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default) =>
        Run(args, new Terminal(output, error), cancellation);

    public static int Run(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        ParseResult parsed = Parse(args, terminal, cancellation);
        if (parsed.Errors.Count > 0)
        {
            terminal.Error(string.Join(' ', parsed.Errors.Select(e => e.Message).Distinct()));
            terminal.Hint(parsed.CommandResult.Command is RootCommand ? "vaeml --help" : $"vaeml {parsed.CommandResult.Command.Name} --help");
            return ExitCodes.WrongUsage;
        }
        return Guarded(() => parsed.Invoke(new InvocationConfiguration
        {
            Output = terminal.OutWriter,
            Error = terminal.ErrorWriter,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        }), terminal);
    }

    /// <summary>Parses a command line without running it.</summary>
    public static ParseResult Parse(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        RootCommand root = new("Variational autoencoders for tabular data: train, score, explain and inspect models.")
        {
            new FitCommand(terminal, cancellation),
            new ScoreCommand(terminal, cancellation),
            new InspectCommand(terminal),
        };
        // A column may be called @id, so @ must not open a response file.
        return root.Parse(args is [] ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
    }

    private static int Guarded(Func<int> run, Terminal terminal)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException e)
        {
            terminal.Error(e is InterruptedException ? e.Message : "interrupted; nothing was written.");
            return ExitCodes.Interrupted;
        }
        catch (UsageException e)
        {
            terminal.Error(e.Message);
            return ExitCodes.WrongUsage;
        }
        catch (IOException e) when (ReaderIsGone(e))
        {
            // Normal for a filter whose reader has stopped reading.
            return ExitCodes.ReaderGone;
        }
        catch (Exception e) when (e is InputException or VaeDataException or VaeTrainingException or VaeModelFormatException
            or IOException or UnauthorizedAccessException)
        {
            terminal.Error(e.Message);
            return ExitCodes.BadInput;
        }
        catch (OutOfMemoryException)
        {
            terminal.Error("there is not enough memory for these rows.");
            return ExitCodes.BadInput;
        }
#pragma warning disable CA1031 // The last resort: a bug of ours is reported in full, after all temporary files were removed.
        catch (Exception e)
        {
            terminal.Error($"this is a bug in vaeml; please report it: {e}");
            return ExitCodes.Fault;
        }
#pragma warning restore CA1031
    }
    /// <summary>Whether the reader of a pipe has gone: EPIPE, or the error codes of Windows for it.</summary>
    private static bool ReaderIsGone(IOException e) => e.GetBaseException().HResult is 32 or unchecked((int)0x8007006D) or unchecked((int)0x800700E8);
}
