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

    public static TensorProto Tensor(this ModelProto model, string name) =>
        model.Graph.Initializer.Single(tensor => tensor.Name == OnnxGraph.Prefix + name);
}
