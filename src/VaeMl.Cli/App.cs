using System.CommandLine;
using VaeMl.Cli.Commands;
using VaeMl.Cli.Display;
using VaeMl.Cli.Failures;

namespace VaeMl.Cli;

/// <summary>The tool: parses a command line, runs its command and turns every mistake of the user into one line and an exit code.</summary>
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

    /// <summary>Reads a command line without running it.</summary>
    public static ParseResult Parse(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        RootCommand root = new("Variational autoencoders for tables: train, score, explain, inspect.")
        {
            new FitCommand(terminal, cancellation),
            new ScoreCommand(terminal, cancellation),
            new InspectCommand(terminal),
        };
        // A column may well be called @id, so that @ opens no response file.
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
            // As with any filter whose reader has seen enough.
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
#pragma warning disable CA1031 // The last resort: a fault of ours is reported whole, after every temporary file was removed.
        catch (Exception e)
        {
            terminal.Error($"this is a fault of vaeml, please report it: {e}");
            return ExitCodes.Fault;
        }
#pragma warning restore CA1031
    }
    /// <summary>Whether a pipe was written to that nobody reads any more: EPIPE, or what Windows calls it.</summary>
    private static bool ReaderIsGone(IOException e) => e.GetBaseException().HResult is 32 or unchecked((int)0x8007006D) or unchecked((int)0x800700E8);
}
