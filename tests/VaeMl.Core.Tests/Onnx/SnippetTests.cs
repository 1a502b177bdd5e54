using System.Globalization;
using System.Text.RegularExpressions;
using VaeMl.Tests.Documents;

namespace VaeMl.Tests.Onnx;

/// <summary>The documents' Python and JavaScript for ONNX Runtime run, and print the scores of the library.</summary>
public sealed partial class SnippetTests
{
    private static readonly float[][] Rows = [[100, float.NaN, -5], [300, 0, -5]];

    [NodeFact]
    public void The_JavaScript_of_the_documents_prints_the_scores() =>
        Check("javascript", "score.js", OnnxRuntimeNode.Run);

    [PythonFact("onnxruntime", "numpy")]
    public void The_Python_of_the_documents_prints_the_scores() =>
        Check("python", "score.py", (folder, file) => OtherProgram.Run(Python.With("onnxruntime", "numpy")!, [file], folder));

    private static void Check(string language, string file, Func<string, string, (int ExitCode, string Output)> run)
    {
        VaeModel model = Models.Fit(Models.Quick, [.. Models.Rows(300).Select(row => row[..3])]);
        using TemporaryFolder folder = new();
        model.Save(Path.Combine(folder.Path, "model.onnx"));
        File.WriteAllText(Path.Combine(folder.Path, file), Snippet(language));
        (int exitCode, string output) = run(folder.Path, file);
        Assert.True(exitCode == 0, output);
        double[] numbers = [.. Number().Matches(output).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];
        Assert.True(numbers.Length >= 2, output);
        for (int i = 0; i < 2; i++)
            Assert.Equal(model.Score(Rows[i]).Score, numbers[i], 1e-4 * (20 + Math.Abs(numbers[i])));
        Assert.False(model.Score(Rows[0]).IsAnomaly);
        Assert.True(model.Score(Rows[1]).IsAnomaly);
        // [false, true], or 0 and 1 as the runtime shows Booleans.
        Assert.Matches(@"(?is)(false|\b0\b).*(true|\b1\b)\s*\]\s*$", output);
    }

    /// <summary>What the documents say in a language; the Python for engines has tests beside theirs.</summary>
    private static string Snippet(string language) => Assert.Single(
        Document.BlocksIn(language).Where(block => !block.Mentions("mapInPandas")).Select(block => block.Code).Distinct());

    [GeneratedRegex(@"-?\d+\.\d+(e[+-]?\d+)?")]
    private static partial Regex Number();
}
