using System.Text.Json.Nodes;

namespace VaeMl.Notebooks.Tests;

/// <summary>A code cell.</summary>
/// <param name="number">Its number among the code cells, from 1.</param>
/// <param name="json">Its part of the file.</param>
internal sealed class NotebookCell(int number, JsonObject json)
{
    /// <summary>The number among the code cells, from 1.</summary>
    public int Number => number;

    /// <summary>The code.</summary>
    public string Source => CellOutput.Joined(json["source"]);

    /// <summary>What the file says that the cell puts out.</summary>
    public IReadOnlyList<CellOutput> SavedOutputs => [.. json["outputs"]!.AsArray().Select(output => CellOutput.Read(output!))];

    /// <summary>Replaces the saved outputs.</summary>
    public void Save(IReadOnlyList<CellOutput> outputs)
    {
        json["execution_count"] = number;
        json["outputs"] = new JsonArray([.. outputs.Select(output => output.Write(number))]);
    }
}
