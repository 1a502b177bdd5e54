using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VaeMl.Onnx;
using VaeMl.Messages;

namespace VaeMl.Training.Checkpoints;

/// <summary>Identifies a training run by everything that its result depends on.</summary>
/// <param name="Version">The version of VaeMl.</param>
/// <param name="Trainer">The trainers of the model and of the folds.</param>
/// <param name="Options">The options as JSON, without the number of threads, which does not change what is computed.</param>
/// <param name="Rows">The number of rows and features. For rows on disk also the memory budget, which determines the parts they are trained in.</param>
/// <param name="Columns">A hash of names and levels.</param>
/// <param name="Values">A hash of the values.</param>
/// <param name="Model">A hash of the model whose training is continued; empty for a new one.</param>
internal sealed record RunFingerprint(string Version, string Trainer, string Options, string Rows, string Columns, string Values, string Model)
{
    private const int HashedAtOnce = 1 << 16;

    public static RunFingerprint Compute(string trainer, VaeOptions options, VaeData data, VaeModel? from) => new(
        ModelFile.Version,
        trainer,
        MetadataEntries.OptionsJson(options with { Threads = null }),
        $"{data.Count} of {Counted.Format(data.FeatureCount, "feature")}{(data.IsInMemory ? "" : string.Create(CultureInfo.InvariantCulture, $", trained on within {data.MaxMemory} bytes of memory"))}",
        HashOf(ColumnsOf(data)),
        HashOf(data),
        from is null ? "" : Convert.ToHexStringLower(SHA256.HashData(ModelBytes.Write(from))));

    /// <summary>Describes how a run that wants to resume from here differs; empty if it is the same run.</summary>
    public IEnumerable<OptionText> DifferencesTo(RunFingerprint now)
    {
        if (Version != now.Version)
            yield return new($"VaeMl was {Version} and is {now.Version}");
        if (Trainer != now.Trainer)
            yield return new($"the trainer was {Trainer} and is {now.Trainer}");
        if (Model != now.Model)
            yield return Model.Length == 0 ? new($"a new model was trained, and now one is continued")
                : now.Model.Length == 0 ? new($"a model was continued, and now a new one is trained") : new($"another model was continued");
        foreach (OptionText difference in OptionDifferences(Options, now.Options))
            yield return difference;
        if (Rows != now.Rows)
            yield return new($"the rows were {Rows} and are {now.Rows}");
        else if (Columns != now.Columns)
            yield return new($"the columns have other names, levels or kinds");
        else if (Values != now.Values)
            yield return new($"the rows have other values or are in a different order");
    }

    private static IEnumerable<OptionText> OptionDifferences(string then, string now)
    {
        if (then == now)
            return [];
        Dictionary<string, JsonElement> before = Parse(then), after = Parse(now);
        return before.Keys.Union(after.Keys).Where(name => Shown(before, name) != Shown(after, name))
            .Select(name => new OptionText($"{new OptionName($"{char.ToUpperInvariant(name[0])}{name[1..]}")} was {Shown(before, name)} and is {Shown(after, name)}"));

        static Dictionary<string, JsonElement> Parse(string json) => JsonSerializer.Deserialize(json, MetadataJson.Default.DictionaryStringJsonElement) ?? [];

        static string Shown(Dictionary<string, JsonElement> options, string name) =>
            !options.TryGetValue(name, out JsonElement value) ? "unknown" : value.ValueKind == JsonValueKind.Null ? "automatic" : value.ToString();
    }

    private static string ColumnsOf(VaeData data) =>
        JsonSerializer.Serialize([[.. data.FeatureNames], .. data.Levels.Select(levels => levels?.ToArray())], MetadataJson.Default.StringArrayArray)
        + (data.Schema is { } schema ? JsonSerializer.Serialize([.. schema.Columns.Select(ColumnJson.From)], MetadataJson.Default.ColumnJsonArray) : "");

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string HashOf(VaeData data)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int d = data.FeatureCount, rows = Math.Clamp(HashedAtOnce / Math.Max(1, d), 1, Math.Max(1, data.Count));
        float[] buffer = ArrayPool<float>.Shared.Rent(rows * d);
        for (int first = 0; first < data.Count; first += rows)
        {
            int count = Math.Min(rows, data.Count - first);
            data.CopyRows(first, buffer.AsSpan(0, count * d));
            hash.AppendData(MemoryMarshal.AsBytes(buffer.AsSpan(0, count * d)));
        }
        ArrayPool<float>.Shared.Return(buffer);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
