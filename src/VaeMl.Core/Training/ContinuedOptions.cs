using System.Text.Json;
using VaeMl.Contracts;
using VaeMl.Messages;
using VaeMl.Onnx;

namespace VaeMl.Training;

/// <summary>The options for continuing a model's training.</summary>
internal static class ContinuedOptions
{
    // The network exists already, and so does the scaling of its features.
    private static readonly HashSet<string> _fixed =
    [
        nameof(VaeOptions.TrainingData), nameof(VaeOptions.Likelihood), nameof(VaeOptions.Variance), nameof(VaeOptions.VarianceFloor), nameof(VaeOptions.LogScale),
        nameof(VaeOptions.LatentSize), nameof(VaeOptions.HiddenSizes), nameof(VaeOptions.DecoderHiddenSizes), nameof(VaeOptions.Activation), nameof(VaeOptions.Standardize),
    ];

    /// <summary>The model's own options, except those for the length of training and the number of folds. A model without a threshold may thus get one.</summary>
    public static VaeOptions Create(VaeModel model) =>
        model.Options with { Epochs = null, KlWarmupEpochs = 0, CalibrationFolds = new VaeOptions().CalibrationFolds, Threads = null };

    /// <summary>The model's options, overridden by the given ones that are not at their defaults.</summary>
    /// <exception cref="ArgumentException">An option that shapes the network differs from the model's, or an option is out of range.</exception>
    public static VaeOptions Merged(VaeModel model, VaeOptions asked)
    {
        Dictionary<string, JsonElement> merged = Parsed(Create(model)), defaults = Parsed(new VaeOptions());
        foreach ((string name, JsonElement value) in Parsed(asked))
            if (!JsonElement.DeepEquals(value, defaults[name]))
                merged[name] = value;
        VaeOptions options = JsonSerializer.Deserialize(JsonSerializer.Serialize(merged, MetadataJson.Default.DictionaryStringJsonElement), MetadataJson.Default.VaeOptions)!;
        if (Violations(model, options) is { } violations)
            throw new ArgumentException(violations.ToString(), nameof(asked));
        OptionsCheck.ThrowIfInvalid(options, nameof(asked));
        return options;
    }

    /// <summary>One sentence for each option that shapes the network and differs from the model's; null if there is none.</summary>
    public static OptionText? Violations(VaeModel model, VaeOptions options)
    {
        Dictionary<string, JsonElement> own = Parsed(model.Options), asked = Parsed(options);
        OptionText[] changed = [.. _fixed.Where(name => !JsonElement.DeepEquals(own[Key(name)], asked[Key(name)])).Select(name => new OptionText(
            $"{new OptionName(name)} is {Shown(own[Key(name)])} in the model and cannot be changed when its training is continued; {Shown(asked[Key(name)])} is asked for. Leave it out, or train a new model."))];
        return changed.Length == 0 ? null : OptionText.Join(" ", changed);
    }

    private static Dictionary<string, JsonElement> Parsed(VaeOptions options) =>
        JsonSerializer.Deserialize(MetadataEntries.OptionsJson(options), MetadataJson.Default.DictionaryStringJsonElement)!;

    private static string Key(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.Null ? "automatic" : value.ToString();
}
