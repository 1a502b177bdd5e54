using System.CommandLine;
using System.Globalization;
using VaeMl.Cli.Display;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Options;
using VaeMl.Messages;

namespace VaeMl.Cli.Commands;

/// <summary>vaeml inspect: describes a model.</summary>
internal sealed class InspectCommand : Command
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _model = new("MODEL.onnx") { Description = "A model file written by vaeml or the library." };

    public InspectCommand(Terminal terminal)
        : base("inspect", "Describe a model: its sizes, features, columns, threshold and options.")
    {
        _terminal = terminal;
        Add(_model);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_model);
        VaeModel model = SavedModel.Load(path);
        _terminal.Table(["Model", Path.GetFileName(path)], Facts(model));
        _terminal.Line();
        _terminal.Table(["Option", "Value"], new ModelFlags().All.Select(flag => new[] { flag.Option.Name[2..], flag.Show(model.Options) }));
        _terminal.Line();
        _terminal.Table(
            ["Feature", "Likelihood", "Scale"],
            Enumerable.Range(0, model.FeatureCount).Select(j => new[] { model.FeatureNames[j], FlagText.Format(model.Likelihoods[j], ""), Scale(model, j) }));
        if (model.Schema is { } schema)
        {
            _terminal.Line();
            SchemaTable.Write(_terminal, schema);
        }
        return ExitCodes.Good;
    }

    private static IEnumerable<string[]> Facts(VaeModel model)
    {
        yield return ["features", Text(model.FeatureCount)];
        yield return ["latent variables", Text(model.LatentSize)];
        yield return ["encoder", Layers(model.Scorer.Network.Shape.EncoderHidden, model.Scorer.Network.Shape.Slots, model.LatentSize)];
        yield return ["decoder", Layers(model.Scorer.Network.Shape.DecoderHidden, model.LatentSize, model.Scorer.Network.Shape.Slots)];
        yield return ["parameters", Text(model.ParameterCount)];
        yield return ["likelihoods", string.Join(", ", model.Likelihoods.CountBy(kind => kind).Select(k => $"{FlagText.Format(k.Key, "")} {Text(k.Value)}"))];
        yield return ["threshold", double.IsFinite(model.Threshold) ? Text(model.Threshold) : "none: flags nothing"];
        yield return ["flag rate", Text(Math.Round(model.FlagRate, 6))];
        if (model.Quantiles.Count > 0)
            yield return ["calibrated on", Counted.Format(model.Quantiles.Count, "held-out or out-of-fold row")];
        yield return ["mean training score", Text(model.MeanTrainingScore)];
        yield return ["trainer", model.Trainer];
    }

    private static string Scale(VaeModel model, int feature) =>
        model.FeatureLevels[feature] is { } levels ? $"category, {Counted.Format(levels.Count, "level")}"
        : model.LogScales[feature] is > 0 and float c ? $"asinh(x / {Text(c)})"
        : "linear";

    private static string Layers(IReadOnlyList<int> hidden, int from, int to) => string.Join(" - ", [from, .. hidden, to]);

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
