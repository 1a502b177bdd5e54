using System.Runtime.CompilerServices;
using VaeMl.Tests.Onnx;

namespace VaeMl.Tests.Cluster;

/// <summary>Runs <c>notebooks/score-on-dask.py</c> in a folder of its own.</summary>
internal sealed class DaskScript : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DaskScript(VaeModel model) => model.Save(PathOf("model.onnx"));

    /// <summary>The program that runs it.</summary>
    public static string Program => Python.With("distributed", "onnxruntime", "pandas")!;

    /// <summary>The folder of the script, and of what it imports.</summary>
    public static string Home { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "notebooks"));

    /// <summary>The files of scores, a partition each, in the order of their names.</summary>
    public string[] Results => Directory.Exists(PathOf("scores"))
        ? [.. Directory.GetFiles(PathOf("scores"), "*.csv").Order(StringComparer.Ordinal)] : [];

    /// <summary>Everything in the folder of the results.</summary>
    public string[] Output => [.. Directory.GetFileSystemEntries(PathOf("scores")).Order(StringComparer.Ordinal)];

    public string PathOf(string name) => Path.Combine(_folder.Path, name);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    /// <summary>Scores by model.onnx into the folder scores.</summary>
    /// <param name="arguments">Inputs, without their folder, and options.</param>
    public (int ExitCode, string Output) Run(params string[] arguments) =>
        OtherProgram.Run(Program, [Path.Combine(Home, "score-on-dask.py"), "model.onnx", "scores", .. arguments], _folder.Path);

    /// <summary>The lines of a file of scores, cut into cells, without the header.</summary>
    public static string[][] Rows(string file) => [.. File.ReadAllLines(file).Skip(1).Select(line => line.Split(','))];

    public void Dispose() => _folder.Dispose();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
