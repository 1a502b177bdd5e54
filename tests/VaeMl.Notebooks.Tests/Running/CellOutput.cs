using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace VaeMl.Notebooks.Tests;

/// <summary>One output of a cell.</summary>
/// <param name="Kind">How it came about.</param>
/// <param name="MimeType">What the text is.</param>
/// <param name="Text">The output itself, with line breaks of one character.</param>
internal sealed record CellOutput(OutputKind Kind, string MimeType, string Text)
{
    private const string Plain = "text/plain", Standard = "stdout", Error = "stderr";

    /// <summary>What a cell wrote to the console.</summary>
    public static CellOutput Console(string text) => new(OutputKind.Stream, Plain, text);

    /// <summary>Takes an output from the kernel.</summary>
    public static CellOutput From(DisplayEvent display)
    {
        OutputKind kind = display switch
        {
            StandardOutputValueProduced => OutputKind.Stream,
            StandardErrorValueProduced => OutputKind.ErrorStream,
            DisplayedValueProduced => OutputKind.Display,
            ReturnValueProduced => OutputKind.Result,
            _ => throw new NotSupportedException($"A cell put out {display}, which the tests cannot save."),
        };
        FormattedValue value = display.FormattedValues.First();
        return new CellOutput(kind, value.MimeType, value.Value.ReplaceLineEndings("\n"));
    }

    /// <summary>Reads an element of a cell's "outputs".</summary>
    public static CellOutput Read(JsonNode json)
    {
        string type = (string?)json["output_type"] ?? "";
        if (type == "stream")
            return new CellOutput((string?)json["name"] == Error ? OutputKind.ErrorStream : OutputKind.Stream, Plain, Joined(json["text"]));
        OutputKind kind = type switch
        {
            "display_data" => OutputKind.Display,
            "execute_result" => OutputKind.Result,
            _ => throw new FormatException($"A saved output is of type '{type}'; run the notebook anew."),
        };
        (string mimeType, JsonNode? text) = json["data"]!.AsObject().First();
        return new CellOutput(kind, mimeType, Joined(text));
    }

    /// <summary>Writes it as an element of a cell's "outputs".</summary>
    public JsonObject Write(int executionCount)
    {
        if (Kind is OutputKind.Stream or OutputKind.ErrorStream)
            return new JsonObject { ["name"] = Kind == OutputKind.Stream ? Standard : Error, ["output_type"] = "stream", ["text"] = Lines(Text) };
        JsonObject output = new() { ["data"] = new JsonObject { [MimeType] = Lines(Text) }, ["metadata"] = new JsonObject() };
        output["output_type"] = Kind == OutputKind.Result ? "execute_result" : "display_data";
        if (Kind == OutputKind.Result)
            output["execution_count"] = executionCount;
        return output;
    }

    /// <summary>nbformat's multi-line strings: one string, or one for each line with its line break.</summary>
    public static string Joined(JsonNode? text) => text is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string?)text ?? "";

    private static JsonArray Lines(string text)
    {
        string[] lines = text.Split('\n');
        return new JsonArray([.. lines.Select((line, i) => i < lines.Length - 1 ? line + "\n" : line).Where(line => line.Length > 0).Select(line => JsonValue.Create(line))]);
    }
}
