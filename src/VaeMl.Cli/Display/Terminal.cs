using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace VaeMl.Cli.Display;

/// <summary>The tool's output: colours, progress bars and tables on a terminal, plain lines if the output is redirected.</summary>
internal sealed class Terminal
{
    private readonly bool _errorInColour;

    /// <summary>Creates a terminal that writes plain lines.</summary>
    public Terminal(TextWriter output, TextWriter error)
    {
        (OutWriter, ErrorWriter, Plain) = (output, error, true);
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(output),
        });
    }

    private Terminal(IAnsiConsole console)
    {
        (OutWriter, ErrorWriter, Console) = (System.Console.Out, System.Console.Error, console);
        _errorInColour = !System.Console.IsErrorRedirected && console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;
    }

    public TextWriter OutWriter { get; }

    public TextWriter ErrorWriter { get; }

    public IAnsiConsole Console { get; }

    /// <summary>Opens standard input.</summary>
    public Func<Stream> OpenInput { get; init; } = System.Console.OpenStandardInput;

    /// <summary>Opens standard output for binary data.</summary>
    public Func<Stream> OpenOutput { get; init; } = StandardOutput;

    /// <summary>Whether only plain lines are written: no escape sequences, progress bars or borders.</summary>
    public bool Plain { get; }

    /// <summary>The terminal of the process.</summary>
    public static Terminal ForProcess()
    {
        if (!System.Console.IsOutputRedirected && AnsiConsole.Console.Profile.Capabilities.Ansi)
            return new Terminal(AnsiConsole.Console);
        return new Terminal(System.Console.Out, System.Console.Error);
    }

    /// <summary>A copy that leaves standard output to a command's data and writes lines to standard error.</summary>
    public Terminal WithoutOutput() => new(ErrorWriter, ErrorWriter) { OpenInput = OpenInput, OpenOutput = OpenOutput };

    public void Line(string text = "") => OutWriter.WriteLine(Visible.Escape(text, keepLines: true));

    public void Error(string message) => ErrorLine("error", "31", message);

    public void Warning(string message) => ErrorLine("warning", "33", message);

    public void Hint(string command) => ErrorWriter.WriteLine($"See {Visible.Escape(command)}");

    /// <summary>Writes a table. Cells are text, not markup.</summary>
    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, params ReadOnlySpan<int> rightAligned)
    {
        string[][] visible = [.. rows.Select(row => row.Select(cell => Visible.Escape(cell)).ToArray())];
        if (Plain)
        {
            PlainTable.Write(OutWriter, [header, .. visible], rightAligned);
            return;
        }
        Table table = new() { Border = TableBorder.Rounded };
        foreach (string name in header)
            table.AddColumn(new TableColumn(new Text(name, new Style(decoration: Decoration.Bold))));
        foreach (int column in rightAligned)
            table.Columns[column].RightAligned();
        foreach (string[] row in visible)
            table.AddRow(row.Select(cell => new Text(cell)));
        Console.Write(table);
    }

    private static Stream StandardOutput()
    {
        if (!OperatingSystem.IsWindows() && System.Console.IsOutputRedirected)
        {
            // While the console class is blocked on a pipe that nobody reads, it cannot write anything else, such as that the command was interrupted.
            FileStream pipe = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 1);
            if (!pipe.CanSeek)
                return pipe;
        }
        return System.Console.OpenStandardOutput();
    }

    private void ErrorLine(string kind, string colour, string message) =>
        ErrorWriter.WriteLine($"{(_errorInColour ? $"\e[{colour}m{kind}:\e[0m" : $"{kind}:")} {Visible.Escape(message, keepLines: true)}");
}
