using System.Buffers.Binary;
using Google.Protobuf;
using VaeMl.Onnx;
using VaeMl.Onnx.Proto;

namespace VaeMl.Tests.Onnx;

/// <summary>Files changed by someone who also renews the hash.</summary>
internal static class ForgedFile
{
    public static byte[] Of(byte[] file, Action<ModelProto> change)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(file);
        change(model);
        byte[] forged = model.ToByteArray();
        ModelFile.Seal(forged);
        return forged;
    }

    public static void SetEntry(this ModelProto model, string key, string value) => model.MetadataProps.Single(entry => entry.Key == key).Value = value;

    /// <summary>Writes an option otherwise.</summary>
    public static void Option(this ModelProto model, string written, string instead)
    {
        StringStringEntryProto entry = model.MetadataProps.Single(entry => entry.Key == "vaeml.options");
        if (!entry.Value.Contains(written, StringComparison.Ordinal))
            throw new ArgumentException($"The options hold no {written}.", nameof(written));
        entry.Value = entry.Value.Replace(written, instead, StringComparison.Ordinal);
    }

    /// <summary>Replaces a tensor's first number.</summary>
    public static void SetNumber(this ModelProto model, string name, float number)
    {
        byte[] data = model.Tensor(name).RawData.ToByteArray();
        BinaryPrimitives.WriteSingleLittleEndian(data, number);
        model.Tensor(name).RawData = ByteString.CopyFrom(data);
    }

    public static TensorProto Tensor(this ModelProto model, string name) =>
        model.Graph.Initializer.Single(tensor => tensor.Name == OnnxGraph.Prefix + name);
}
