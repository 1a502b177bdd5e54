using System.Text.Json;
using VaeMl.Onnx;

namespace VaeMl.Tests.Properties;

/// <summary>A table and what is asked of a model of it.</summary>
public sealed record RandomTraining(VaeOptions Options, RandomTable Table)
{
    public VaeModel Fit() => new VaeTrainer(Options).Fit(Table.Trained);

    /// <summary>The options that differ from the defaults, and the table.</summary>
    public override string ToString()
    {
        Dictionary<string, JsonElement> given = Json(Options), defaults = Json(new VaeOptions());
        return $"{string.Join(", ", given.Where(option => option.Value.GetRawText() != defaults[option.Key].GetRawText()).Select(option => $"{option.Key} = {option.Value.GetRawText()}"))}\n{Table}";
    }

    private static Dictionary<string, JsonElement> Json(VaeOptions options) =>
        JsonSerializer.SerializeToElement(options, MetadataJson.Default.VaeOptions).EnumerateObject().ToDictionary(option => option.Name, option => option.Value);
}
