using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace VaeMl.Notebooks.Tests;

/// <summary>
/// Runs a notebook's cells one after the other, each seeing what the ones before it declared. Console, culture and current folder belong to the
/// whole process, so only one session can run at a time.
/// </summary>
public sealed class NotebookSession : IDisposable
{
    // What C# kernels import without being asked.
    private static readonly string[] _imports =
    [
        "System", "System.Collections", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading.Tasks",
        typeof(CellDisplay).FullName!,
    ];

    private readonly PackageReferences _packages = new();
    private readonly TextWriter _console = Console.Out;
    private readonly string _folder = Environment.CurrentDirectory;
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly StringWriter _written = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private readonly List<CellOutput> _outputs = [];
    private ScriptOptions _options;
    private ScriptState<object>? _state;

    /// <summary>Starts a session.</summary>
    /// <param name="folder">The folder that cells read files from.</param>
    public NotebookSession(string folder)
    {
        _options = ScriptOptions.Default
            .WithReferences(Framework())
            .AddReferences(typeof(CellDisplay).Assembly)
            .WithImports(_imports)
            .WithOptimizationLevel(OptimizationLevel.Release);
        Environment.CurrentDirectory = folder;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.SetOut(_written);
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="source">Its code.</param>
    /// <returns>What it put out, in order.</returns>
    /// <exception cref="CompilationErrorException">The code does not compile.</exception>
    public async Task<IReadOnlyList<CellOutput>> RunAsync(string source)
    {
        _outputs.Clear();
        (string code, IReadOnlyList<Assembly> assemblies) = _packages.Resolve(source);
        _options = _options.AddReferences(assemblies);
        CellDisplay.Redirect((mimeType, text) => Add(new CellOutput(OutputKind.Display, mimeType, text)));
        _state = _state is null
            ? await CSharpScript.RunAsync(code, _options).ConfigureAwait(false)
            : await _state.ContinueWithAsync(code, _options).ConfigureAwait(false);
        if (_state.ReturnValue is { } value)
            Add(new CellOutput(OutputKind.Result, "text/plain", CellDisplay.AsText(value)));
        Flush();
        return [.. _outputs];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Console.SetOut(_console);
        CultureInfo.CurrentCulture = _culture;
        Environment.CurrentDirectory = _folder;
        _written.Dispose();
    }

    private void Add(CellOutput output)
    {
        Flush();
        _outputs.Add(output);
    }

    /// <summary>Makes an output of what was written to the console since the last one.</summary>
    private void Flush()
    {
        string text = _written.ToString();
        _written.GetStringBuilder().Clear();
        if (text.Length > 0)
            _outputs.Add(CellOutput.Console(text));
    }

    private static ImmutableArray<MetadataReference> Framework()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string files = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return [.. files.Split(Path.PathSeparator).Where(file => Path.GetDirectoryName(file) == folder).Select(file => MetadataReference.CreateFromFile(file))];
    }
}
