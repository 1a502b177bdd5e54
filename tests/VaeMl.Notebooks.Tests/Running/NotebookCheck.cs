using System.Runtime.CompilerServices;

namespace VaeMl.Notebooks.Tests;

/// <summary>Runs a notebook of this repository and compares what it puts out with what is saved in it.</summary>
internal static class NotebookCheck
{
    /// <summary>Set to 1, this variable makes the tests write the fresh outputs into the notebooks instead of comparing them.</summary>
    public const string UpdateVariable = "VAEML_UPDATE_NOTEBOOKS";

    /// <summary>The folder of the notebooks.</summary>
    public static readonly string Folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "notebooks"));

    /// <summary>Runs the notebook; fails at the first exception, and at the end if saved outputs are stale.</summary>
    public static async Task RunAsync(string name)
    {
        Notebook notebook = Notebook.Load(Path.Combine(Folder, name));
        bool update = Environment.GetEnvironmentVariable(UpdateVariable) == "1";
        IReadOnlyList<string> stale = await CompareAsync(notebook, update).ConfigureAwait(false);
        if (update)
            notebook.Save();
        else if (stale.Count > 0)
            Assert.Fail($"{name} holds stale outputs. If the new ones are right, run the tests with {UpdateVariable}=1 to save them.\n{string.Join('\n', stale)}");
    }

    /// <summary>Runs all cells and returns what is stale, a line for each cell concerned.</summary>
    internal static async Task<IReadOnlyList<string>> CompareAsync(Notebook notebook, bool update)
    {
        List<string> stale = [];
        using NotebookKernel kernel = new(notebook.Folder);
        foreach (NotebookCell cell in notebook.Cells)
        {
            IReadOnlyList<CellOutput> fresh;
            try
            {
                fresh = await kernel.RunAsync(cell.Source).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Code cell {cell.Number} failed: {e.Message}\n{cell.Source}", e);
            }
            if (OutputComparison.Difference(cell.SavedOutputs, fresh) is { } difference)
                stale.Add($"Code cell {cell.Number}. {difference}");
            if (update)
                cell.Save(fresh);
        }
        return stale;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
