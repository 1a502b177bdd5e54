using System.Text;
using Google.Protobuf;
using VaeMl.Onnx;
using VaeMl.Onnx.Proto;

namespace VaeMl.Tests.Onnx;

public sealed class DamageTests
{
    private const string Damaged = "m.onnx is damaged or cut short: its content does not match the checksum it should end with; "
        + "save the model again, or use an intact copy.";

    private static readonly byte[] Whole = ModelBytes.Write(new ModelCase("mixed", Score: ScoreKind.ImportanceWeighted, Samples: 3).Create());

    [Fact]
    public void An_empty_file_is_called_empty() =>
        AssertRefused([], "m.onnx is empty; save the model again, or use an intact copy.");

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("PK\u0003\u0004 zip")]
    [InlineData("x")]
    [InlineData("\0\0\0\0")]
    public void What_is_not_onnx_is_called_so(string text) =>
        AssertRefused(Encoding.UTF8.GetBytes(text), "m.onnx is not an ONNX file; give a file that VaeMl saved.");

    [Fact]
    public void A_foreign_onnx_file_is_called_so()
    {
        ModelProto foreign = new() { IrVersion = 8, Graph = new GraphProto { Name = "g" } };
        AssertRefused(foreign.ToByteArray(), "m.onnx is an ONNX file that VaeMl did not write; give a file that VaeMl saved.");
        foreign.ProducerName = "py\ntorch";
        AssertRefused(foreign.ToByteArray(), "m.onnx is an ONNX file written by 'pytorch', not by VaeMl; give a file that VaeMl saved.");
    }

    [Fact]
    public void A_newer_format_is_called_so()
    {
        const string message = "m.onnx has the model format 2, and this version of VaeMl reads up to 1; update VaeMl.";
        AssertRefused(ForgedFile.Of(Whole, model => model.SetEntry(MetadataEntries.Format, "2")), message);
        ModelProto otherHash = ModelProto.Parser.ParseFrom(Whole);
        otherHash.SetEntry(MetadataEntries.Format, "2");
        otherHash.MetadataProps[^1] = new StringStringEntryProto { Key = "vaeml.sha512", Value = "0" };
        AssertRefused(otherHash.ToByteArray(), message);
    }

    [Fact]
    public void A_truncated_file_is_called_damaged()
    {
        for (int length = 16; length < Whole.Length; length += 97)
            AssertRefused(Whole[..length], Damaged);
        AssertRefused(Whole[..^1], Damaged);
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_called_damaged()
    {
        for (int at = 0; at < Whole.Length; at += 61)
        {
            byte[] flipped = [.. Whole];
            flipped[at] ^= (byte)(1 << at % 8);
            AssertRefused(flipped, Damaged);
        }
        AssertRefused([.. Whole, 0], Damaged);
    }

    [Fact]
    public void A_partial_export_is_called_so()
    {
        byte[] file = ModelBytes.Write(new ModelCase("gaussian").Create(), new OnnxExport { Elbo = null });
        AssertForged(file, "it was exported without Elbo or Score, for other runtimes, and holds a part of the model only");
    }

    public static TheoryData<string, string> Forgeries { get; } = new()
    {
        { "node", "its graph does not match its parameters" },
        { "opset", "its graph does not match its parameters" },
        { "unused", "its graph does not match its parameters" },
        { "mask", "its graph does not match its parameters" },
        { "no noise", "the initializer 'noise' is absent" },
        { "twice", "there are two initializers 'vaeml/noise'" },
        { "huge dims", "the shape of the initializer 'noise' does not fit its data" },
        { "negative dims", "the shape of the initializer 'noise' does not fit its data" },
        { "data", "the shape of the initializer 'noise' does not fit its data" },
        { "type", "the shape of the initializer 'noise' does not fit its data" },
        { "columns", "the initializer 'noise' has 1 columns where 3 are needed" },
        { "names", "there are 7 likelihoods for 1 feature" },
        { "likelihood", "the likelihood 'cauchy' is unknown" },
        { "quantiles", "the score quantiles are out of order" },
        { "threshold", "the threshold is NaN" },
        { "options", "the entry 'vaeml.options' does not hold what it should" },
        { "enum", "the entry 'vaeml.options' does not hold what it should" },
        { "variance", "the network's outputs do not fit its options" },
        { "rows", "the entry 'vaeml.rows' is no number of rows" },
        { "no graph", "it has no graph" },
        { "split", "the entry 'vaeml.options' does not hold what it should" },
        { "batch size", "the entry 'vaeml.options' holds invalid options: BatchSize must be from 1 to 65536; it is -5" },
        { "learning rate", "the entry 'vaeml.options' holds invalid options: LearningRate must be above 0 and at most 1; it is NaN" },
        { "latent size", "the network's sizes are not those of its options" },
        { "not finite", "the initializer 'shift' holds a number that is not finite" },
        { "negative", "the initializer 'scale' holds a negative number" },
        { "no scale", "its parameters give scores that are not finite" },
        { "weight", "a parameter of the network is larger than training can produce" },
        { "latent term mean", "the entry 'vaeml.latent_baseline' is not finite" },
        { "column", "the entry 'vaeml.columns' lacks a column" },
        { "external", "its graph does not match its parameters" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void A_forged_file_is_refused_with_the_reason(string kind, string reason)
    {
        byte[] forged = ForgedFile.Of(Whole, model => Forge(kind, model));
        AssertForged(forged, reason);
    }

    private static void Forge(string kind, ModelProto model)
    {
        TensorProto noise = model.Tensor("noise");
        switch (kind)
        {
            case "node": model.Graph.Node[5].OpType = "Neg"; break;
            case "opset": model.OpsetImport[0].Version = 14; break;
            case "unused":
                TensorProto copy = noise.Clone();
                copy.Name = "more noise";
                model.Graph.Initializer.Add(copy);
                break;
            case "mask": model.Tensor("is_binary").RawData = ByteString.CopyFrom(1, 0, 0, 0, 0, 0, 0); break;
            case "no noise": model.Graph.Initializer.Remove(noise); break;
            case "twice": model.Graph.Initializer.Add(noise); break;
            case "huge dims": (noise.Dims[0], noise.Dims[1]) = (1L << 62, 36); break;
            case "negative dims": (noise.Dims[0], noise.Dims[1]) = (-3, -3); break;
            case "data": noise.RawData = ByteString.CopyFrom(noise.RawData.Span[..^1]); break;
            case "type": noise.DataType = OnnxGraph.Int64; break;
            case "columns": (noise.Dims[0], noise.Dims[1]) = (9, 1); break;
            case "names":
                model.SetEntry("vaeml.features", "[\"a\"]");
                foreach (string vector in new[] { "shift", "scale", "fill" })
                    (model.Tensor(vector).Dims[0], model.Tensor(vector).RawData) = (1, ByteString.CopyFrom(new byte[4]));
                break;
            case "likelihood": model.SetEntry("vaeml.likelihoods", "[\"cauchy\"]"); break;
            case "quantiles": model.SetEntry("vaeml.quantiles", """{"count":2,"ranks":[1],"scores":[1]}"""); break;
            case "threshold": model.SetEntry("vaeml.threshold", "NaN"); break;
            case "options": model.SetEntry("vaeml.options", """{"hiddenSizes":[2147483648]}"""); break;
            case "enum": model.SetEntry("vaeml.options", """{"activation":7}"""); break;
            case "variance": model.SetEntry("vaeml.options", """{"variance":"Shared","varianceFloor":0.05}"""); break;
            case "rows": model.SetEntry("vaeml.rows", "-1"); break;
            case "no graph": model.Graph = null; break;
            case "split": model.Option("\"split\":\"Blocks\"", "\"split\":7"); break;
            case "batch size": model.Option("\"batchSize\":128", "\"batchSize\":-5"); break;
            case "learning rate": model.Option("\"learningRate\":0.002", "\"learningRate\":\"NaN\""); break;
            case "latent size": model.Option("\"latentSize\":3", "\"latentSize\":4"); break;
            case "not finite": model.SetNumber("shift", float.NaN); break;
            case "negative": model.SetNumber("scale", -1); break;
            case "no scale": model.SetNumber("scale", 0); break;
            case "weight": model.SetNumber("encoder.0.weight", 1e20f); break;
            case "latent term mean": model.SetEntry("vaeml.latent_baseline", "Infinity"); break;
            case "column": model.MetadataProps.Insert(0, new StringStringEntryProto { Key = "vaeml.columns", Value = "[null]" }); break;
            // ONNX's data_location, of which this reader knows nothing: EXTERNAL.
            case "external": noise.MergeFrom(new byte[] { 14 << 3, 1 }); break;
            default: throw new ArgumentException(kind);
        }
    }

    private static void AssertForged(byte[] file, string reason) =>
        AssertRefused(file, $"m.onnx is not a valid VaeMl model: {reason}; save the model again.");

    private static void AssertRefused(byte[] file, string message) =>
        Assert.Equal(message, Assert.Throws<VaeModelFormatException>(() => ModelBytes.Read(file, "m.onnx")).Message);
}
