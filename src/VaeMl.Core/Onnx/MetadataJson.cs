using System.Text.Json;
using System.Text.Json.Serialization;

namespace VaeMl.Onnx;

/// <summary>The JSON serialisation of a model file's metadata. It is source-generated, so loading needs no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(NamedConverter<TrainingData>),
        typeof(NamedConverter<LikelihoodKind>),
        typeof(NamedConverter<VarianceKind>),
        typeof(NamedConverter<ActivationKind>),
        typeof(NamedConverter<LatentTermKind>),
        typeof(NamedConverter<LearningRateSchedule>),
        typeof(NamedConverter<TrimmingKind>),
        typeof(NamedConverter<RowSplit>),
        typeof(NamedConverter<ScoreKind>),
        typeof(NamedConverter<OnnxInputType>),
        typeof(NamedConverter<ColumnKind>),
        typeof(NamedConverter<DateParts>),
    ])]
[JsonSerializable(typeof(VaeOptions))]
[JsonSerializable(typeof(OnnxExport))]
[JsonSerializable(typeof(QuantilesJson))]
[JsonSerializable(typeof(ColumnJson[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(string[][]))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class MetadataJson : JsonSerializerContext;

/// <summary><see cref="ScoreQuantiles"/> as stored.</summary>
/// <param name="Count">The number of rows scored.</param>
/// <param name="Ranks">The ranks, from 1, ascending.</param>
/// <param name="Scores">The scores at those ranks.</param>
internal sealed record QuantilesJson(int Count, int[] Ranks, float[] Scores);

/// <summary>Writes an enum by name and accepts nothing else.</summary>
internal sealed class NamedConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
