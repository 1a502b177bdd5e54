using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VaeMl.Notebooks.Tests;

/// <summary>A notebook file, nbformat 4: its code cells with their saved outputs.</summary>
internal sealed class Notebook
{
    private static readonly JsonSerializerOptions _format = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonNode _root;
    private readonly string _path;

    private Notebook(string path, JsonNode root)
    {
        _path = path;
        _root = root;
        Cells = [.. root["cells"]!.AsArray().Where(cell => (string?)cell!["cell_type"] == "code").Select((cell, i) => new NotebookCell(i + 1, cell!.AsObject()))];
    }

    /// <summary>The folder that the notebook runs in.</summary>
    public string Folder => Path.GetDirectoryName(_path)!;

    /// <summary>The code cells, in order.</summary>
    public IReadOnlyList<NotebookCell> Cells { get; }

    /// <summary>Reads a notebook.</summary>
    public static Notebook Load(string path)
    {
        JsonNode root = JsonNode.Parse(File.ReadAllText(path)) ?? throw new JsonException($"{path} is empty.");
        return (int?)root["nbformat"] == 4 ? new Notebook(Path.GetFullPath(path), root) : throw new JsonException($"{path} is not in nbformat 4.");
    }

    /// <summary>Writes the notebook back.</summary>
    public void Save() => File.WriteAllText(_path, _root.ToJsonString(_format) + "\n");
}
