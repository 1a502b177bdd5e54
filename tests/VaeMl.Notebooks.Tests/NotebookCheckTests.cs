using System.Text.Json;

namespace VaeMl.Notebooks.Tests;

/// <summary>What the checks of the notebooks rest on, tried on notebooks made for it.</summary>
public sealed class NotebookCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vaeml-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task CellsShareTheirStateAndShowThingsInOrder()
    {
        string folder = Environment.CurrentDirectory;
        using (NotebookKernel kernel = new(_folder))
        {
            Assert.Empty(await kernel.RunAsync("int x = 20; int Twice(int n) => 2 * n;"));
            IReadOnlyList<CellOutput> outputs = await kernel.RunAsync(
                "Console.WriteLine(x);\nConsole.Write(\"b\");\n\"<svg/>\".DisplayAs(\"image/svg+xml\");\nConsole.Write(1.5);\nConsole.Error.Write('e');\nTwice(++x)");
            Assert.Equal(
                [
                    CellOutput.Console("20\nb"), new CellOutput(OutputKind.Display, "image/svg+xml", "<svg/>"), CellOutput.Console("1.5"),
                    new CellOutput(OutputKind.ErrorStream, "text/plain", "e"),
                ],
                outputs.SkipLast(1));
            Assert.Equal((OutputKind.Result, true), (outputs[^1].Kind, outputs[^1].Text.Contains("42", StringComparison.Ordinal)));
            await File.WriteAllTextAsync(Path.Combine(_folder, "here.txt"), "found");
            Assert.Equal("found", Assert.Single(await kernel.RunAsync("Console.Write(System.IO.File.ReadAllText(\"here.txt\"));")).Text);
        }
        Assert.Equal(folder, Environment.CurrentDirectory);
    }

    [Fact]
    public async Task PackagesAreThoseOfThisBuild()
    {
        using NotebookKernel kernel = new(_folder);
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => kernel.RunAsync("new VaeMl.VaeOptions()"));
        Assert.Contains("error CS0246: ", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => kernel.RunAsync("#r \"nuget: VaeMl.Core, 9.9.9\""));

        await kernel.RunAsync("#r \"nuget: VaeMl.Core, 0.1.0\"\nusing VaeMl;");
        string path = Assert.Single(await kernel.RunAsync("Console.Write(typeof(VaeOptions).Assembly.Location);")).Text;
        Assert.StartsWith(PackageFeed.Installed, path, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task StaleOutputsAreFoundAndReplaced()
    {
        Notebook notebook = Write(("double x = 2;", null), ("Console.WriteLine(Math.Sqrt(x).ToString(\"F3\"));", "1.732\n"), ("x", null));
        IReadOnlyList<string> stale = await NotebookCheck.CompareAsync(notebook, update: false);
        Assert.Equal(["Code cell 2. Output 1: '1.732' is saved, '1.414' came, after \"\".", "Code cell 3. 0 output(s) are saved, 1 came."], stale);
        Assert.Equal(2, (await NotebookCheck.CompareAsync(notebook, update: true)).Count);
        notebook.Save();
        Assert.Empty(await NotebookCheck.CompareAsync(Notebook.Load(Path.Combine(_folder, "test.ipynb")), update: false));
    }

    [Theory]
    [InlineData("throw new TimeoutException(\"too late\");", "Code cell 2 failed: System.TimeoutException: too late")]
    [InlineData("int y = x.Length;", "Code cell 2 failed: (1,11): error CS1061")]
    public async Task AFailureNamesItsCell(string code, string message)
    {
        Notebook notebook = Write(("int x = 1;", null), (code, null));
        Exception error = await Assert.ThrowsAsync<InvalidOperationException>(() => NotebookCheck.CompareAsync(notebook, update: false));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(code, error.Message, StringComparison.Ordinal);
    }

    private Notebook Write(params (string Code, string? Written)[] cells)
    {
        object[] json = [.. cells.Select(cell => (object)new
        {
            cell_type = "code",
            metadata = new { },
            source = cell.Code,
            outputs = cell.Written is null ? [] : new object[] { new { output_type = "stream", name = "stdout", text = cell.Written } },
        })];
        string path = Path.Combine(_folder, "test.ipynb");
        File.WriteAllText(path, JsonSerializer.Serialize(new { cells = json, metadata = new { }, nbformat = 4, nbformat_minor = 5 }));
        return Notebook.Load(path);
    }
}
