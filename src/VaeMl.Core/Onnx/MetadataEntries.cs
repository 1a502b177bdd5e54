using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using VaeMl.Contracts;
using VaeMl.Likelihoods;
using VaeMl.Messages;

namespace VaeMl.Onnx;

/// <summary>The metadata of a model file: strings with keys that start with <c>vaeml.</c>, in a fixed order.</summary>
internal static class MetadataEntries
{
    public const string Format = "vaeml.format", Columns = "vaeml.columns";

    private const string Trainer = "vaeml.trainer", Rows = "vaeml.rows", Options = "vaeml.options", Outputs = "vaeml.outputs";
    private const string Features = "vaeml.features", FeatureLevels = "vaeml.levels", LikelihoodNames = "vaeml.likelihoods";
    private const string Threshold = "vaeml.threshold", Quantiles = "vaeml.quantiles", LatentTermMean = "vaeml.latent_baseline";

    /// <summary>
    /// The version of the file layout that this code writes and reads. It must increase when the graph of an existing kind of model changes, because reading requires
    /// exactly the graph that would be written. Additional metadata and new kinds of models do not change it.
    /// </summary>
    public const int FormatVersion = 1;

    public static IEnumerable<KeyValuePair<string, string>> Create(ModelContent model, OnnxExport export)
    {
        ModelMetadata metadata = model.Metadata;
        ScoreQuantiles quantiles = metadata.Quantiles;
        yield return new(Format, FormatVersion.ToString(CultureInfo.InvariantCulture));
        yield return new(Trainer, metadata.Trainer);
        yield return new(Rows, metadata.RowsTrained.ToString(CultureInfo.InvariantCulture));
        // The number of threads does not affect the model, so it must not affect the file.
        yield return new(Options, OptionsJson(metadata.Options with { Threads = null }));
        yield return new(Outputs, JsonSerializer.Serialize(export, MetadataJson.Default.OnnxExport));
        yield return new(Features, JsonSerializer.Serialize([.. metadata.FeatureNames], MetadataJson.Default.StringArray));
        // Models without categories have no such entry.
        if (metadata.Levels.Any(levels => levels is not null))
            yield return new(FeatureLevels, JsonSerializer.Serialize([.. metadata.Levels.Select(levels => levels?.ToArray())], MetadataJson.Default.StringArrayArray));
        if (metadata.Schema is { } schema)
            yield return new(Columns, JsonSerializer.Serialize([.. schema.Columns.Select(ColumnJson.From)], MetadataJson.Default.ColumnJsonArray));
        yield return new(LikelihoodNames, JsonSerializer.Serialize(
            [.. model.Scorer.Features.Likelihoods.Select(likelihood => likelihood.Name)], MetadataJson.Default.StringArray));
        yield return new(Threshold, metadata.Threshold.ToString("R", CultureInfo.InvariantCulture));
        yield return new(Quantiles, JsonSerializer.Serialize(
            new QuantilesJson(quantiles.Count, [.. quantiles.Ranks], [.. quantiles.Scores]), MetadataJson.Default.QuantilesJson));
        yield return new(LatentTermMean, model.Scorer.TermMeans.Latent.ToString("R", CultureInfo.InvariantCulture));
    }

    public static OnnxExport ExportOf(IReadOnlyDictionary<string, string> entries)
    {
        OnnxExport export = Json(entries, Outputs, MetadataJson.Default.OnnxExport);
        return export.Violations().Any()
            ? throw new InconsistentModelException($"the names in the entry '{Outputs}' are not valid") : export;
    }

    public static ModelMetadata MetadataOf(IReadOnlyDictionary<string, string> entries)
    {
        double threshold = Number(entries, Threshold);
        string[] features = Names(entries, Features);
        IReadOnlyList<IReadOnlyList<string>?> levels = LevelsOf(entries, features);
        return new ModelMetadata
        {
            Options = OptionsOf(entries),
            FeatureNames = features,
            Levels = levels,
            Schema = SchemaOf(entries, features, levels),
            Trainer = Text(entries, Trainer),
            Quantiles = QuantilesOf(entries),
            Threshold = double.IsNaN(threshold) ? throw new InconsistentModelException("the threshold is NaN") : threshold,
            RowsTrained = int.TryParse(Text(entries, Rows), NumberStyles.None, CultureInfo.InvariantCulture, out int rows)
                ? rows : throw new InconsistentModelException($"the entry '{Rows}' is no number of rows"),
        };
    }

    /// <summary>d likelihoods.</summary>
    /// <param name="entries">The metadata.</param>
    /// <param name="levels">d entries: a category's levels, or null for a numeric feature.</param>
    public static Likelihood[] LikelihoodsOf(IReadOnlyDictionary<string, string> entries, IReadOnlyList<IReadOnlyList<string>?> levels)
    {
        string[] names = Names(entries, LikelihoodNames);
        Dictionary<string, Likelihood> known = new Likelihood[]
        {
            new BernoulliLikelihood(binary: false),
            new BernoulliLikelihood(binary: true),
            new GaussianLikelihood(),
            new StudentTLikelihood(),
        }.ToDictionary(likelihood => likelihood.Name);
        foreach (string name in names)
            if (name != CategoricalLikelihood.FileName && !known.ContainsKey(name))
                throw new InconsistentModelException($"the likelihood '{ForeignText.Shown(name)}' is unknown");
        if (names.Length != levels.Count)
            throw new InconsistentModelException($"there are {Counted.Format(names.Length, "likelihood")} for {Counted.Format(levels.Count, "feature")}");
        if (names.Zip(levels).Any(feature => feature.First == CategoricalLikelihood.FileName != feature.Second is not null))
            throw new InconsistentModelException($"the entry '{FeatureLevels}' does not fit the likelihoods");
        return [.. names.Zip(levels, (name, levels) => levels is null ? known[name] : new CategoricalLikelihood(levels.Count))];
    }

    public static float LatentTermMeanOf(IReadOnlyDictionary<string, string> entries) => (float)Number(entries, LatentTermMean) is var mean && float.IsFinite(mean)
        ? mean : throw new InconsistentModelException($"the entry '{LatentTermMean}' is not finite");

    private static IReadOnlyList<IReadOnlyList<string>?> LevelsOf(IReadOnlyDictionary<string, string> entries, string[] features)
    {
        if (!entries.ContainsKey(FeatureLevels))
            return new IReadOnlyList<string>?[features.Length];
        string[]?[] levels = Json(entries, FeatureLevels, MetadataJson.Default.StringArrayArray);
        return Data.FeatureLevels.Problem(levels, features) is null
            ? levels : throw new InconsistentModelException($"the entry '{FeatureLevels}' does not fit the features");
    }

    private static TableSchema? SchemaOf(IReadOnlyDictionary<string, string> entries, string[] features, IReadOnlyList<IReadOnlyList<string>?> levels)
    {
        if (!entries.ContainsKey(Columns))
            return null;
        ColumnJson[] columns = Json(entries, Columns, MetadataJson.Default.ColumnJsonArray);
        try
        {
            List<SchemaColumn> made = [];
            int feature = 0;
            foreach (ColumnJson? column in columns)
            {
                if (column is null)
                    throw new InconsistentModelException($"the entry '{Columns}' lacks a column");
                made.Add(column.ToColumn(feature < levels.Count ? levels[feature] : null));
                feature += made[^1].FeatureNames.Count;
            }
            TableSchema schema = new(made);
            if (schema.FeatureNames.SequenceEqual(features) && schema.FeatureLevels.Select(names => names is null).SequenceEqual(levels.Select(names => names is null)))
                return schema;
        }
        catch (ArgumentException)
        {
        }
        throw new InconsistentModelException($"the entry '{Columns}' does not fit the features");
    }

    private static VaeOptions OptionsOf(IReadOnlyDictionary<string, string> entries)
    {
        // Options that are newer than the file get their defaults, which the deserialiser would not set.
        Dictionary<string, JsonElement> options = Parse(Options, OptionsJson(new VaeOptions()), MetadataJson.Default.DictionaryStringJsonElement);
        foreach ((string name, JsonElement value) in Json(entries, Options, MetadataJson.Default.DictionaryStringJsonElement))
            options[name] = value;
        string merged = JsonSerializer.Serialize(options, MetadataJson.Default.DictionaryStringJsonElement);
        VaeOptions read = Parse(Options, merged, MetadataJson.Default.VaeOptions);
        return OptionsCheck.Violations(read)?.ToString() is { } violations
            ? throw new InconsistentModelException($"the entry '{Options}' holds invalid options: {violations.TrimEnd('.')}") : read;
    }

    public static string OptionsJson(VaeOptions options) => JsonSerializer.Serialize(options, MetadataJson.Default.VaeOptions);

    private static ScoreQuantiles QuantilesOf(IReadOnlyDictionary<string, string> entries)
    {
        (int count, int[] ranks, float[] scores) = Json(entries, Quantiles, MetadataJson.Default.QuantilesJson);
        bool valid = ranks.Length == scores.Length
            && (ranks.Length == 0 ? count == 0 : ranks[0] >= 1 && ranks[^1] == count)
            && ranks.Zip(ranks.Skip(1)).All(pair => pair.First < pair.Second)
            && scores.Zip(scores.Skip(1)).All(pair => pair.First <= pair.Second)
            && scores.All(float.IsFinite);
        return valid ? new ScoreQuantiles(count, ranks, scores) : throw new InconsistentModelException("the score quantiles are out of order");
    }

    private static string[] Names(IReadOnlyDictionary<string, string> entries, string key)
    {
        string[] names = Json(entries, key, MetadataJson.Default.StringArray);
        return Array.TrueForAll(names, name => name is not null)
            ? names : throw new InconsistentModelException($"the entry '{key}' lacks a name");
    }

    private static double Number(IReadOnlyDictionary<string, string> entries, string key) =>
        double.TryParse(Text(entries, key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value : throw new InconsistentModelException($"the entry '{key}' is no number");

    private static T Json<T>(IReadOnlyDictionary<string, string> entries, string key, JsonTypeInfo<T> type)
        where T : class => Parse(key, Text(entries, key), type);

    private static T Parse<T>(string key, string text, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new InconsistentModelException($"the entry '{key}' is null");
        }
        catch (JsonException e)
        {
            throw new InconsistentModelException($"the entry '{key}' does not hold what it should", e);
        }
    }

    private static string Text(IReadOnlyDictionary<string, string> entries, string key) =>
        entries.GetValueOrDefault(key) ?? throw new InconsistentModelException($"the entry '{key}' is absent");
}
