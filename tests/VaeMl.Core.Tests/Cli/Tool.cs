using System.Globalization;
using System.Text;
using VaeMl.Cli;
using VaeMl.Cli.Display;

namespace VaeMl.Tests.Cli;

/// <summary>Runs the tool in this process, in a folder of its own.</summary>
internal sealed class Tool : IDisposable
{
    /// <summary>Options that train in milliseconds.</summary>
    public static readonly string[] Quick = ["--epochs", "2", "--hidden-sizes", "8", "--calibration-folds", "2"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vaeml-cli-");

    /// <summary>What the standard input holds.</summary>
    public byte[] Input { get; set; } = [];

    /// <summary>What was written to the standard output as bytes.</summary>
    public byte[] OutputBytes { get; private set; } = [];

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    /// <summary>The names of the folder's files.</summary>
    public string[] Files => [.. _folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal)];

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string name, string text, Encoding? encoding = null)
    {
        File.WriteAllText(PathOf(name), text, encoding ?? new UTF8Encoding(false));
        return PathOf(name);
    }

    public string Read(string name) => File.ReadAllText(PathOf(name));

    public int Run(params string[] args) => Run(CancellationToken.None, args);

    public int Run(CancellationToken cancellation, params string[] args)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture), error = new(CultureInfo.InvariantCulture);
        MemoryStream bytes = new();
        Terminal terminal = new(output, error) { OpenInput = () => new MemoryStream(Input), OpenOutput = () => bytes };
        int code = App.Run(args, terminal, cancellation);
        OutputBytes = bytes.ToArray();
        // The folder's name is noise in what tests compare.
        Output = output.ToString().Replace(_folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        Error = error.ToString().Replace(_folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        return code;
    }

    /// <summary>Writes data.csv and fits model.onnx to it, quickly.</summary>
    public int Fit(string csv, params string[] more) => Run(["fit", Write("data.csv", csv), "--output", PathOf("model.onnx"), .. Quick, .. more]);

    /// <summary>Fits, and expects success.</summary>
    public VaeModel Model(string csv, params string[] more)
    {
        int code = Fit(csv, more);
        Assert.True(code == 0, Error);
        return VaeModel.Load(PathOf("model.onnx"));
    }

    /// <summary>Scores a text with model.onnx and returns the lines of scores.csv.</summary>
    public string[] Score(string csv, params string[] more)
    {
        int code = Run(["score", PathOf("model.onnx"), Write("new.csv", csv), "--output", PathOf("scores.csv"), .. more]);
        Assert.True(code == 0, Error);
        return Read("scores.csv").TrimEnd('\n').Split('\n');
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
