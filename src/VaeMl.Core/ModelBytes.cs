using VaeMl.Onnx;

namespace VaeMl;

/// <summary>Converts models to and from the bytes of a model file.</summary>
internal static class ModelBytes
{
    public static byte[] Write(VaeModel model) => Write(model, new OnnxExport());

    /// <exception cref="ArgumentException">A name is empty, reserved or used twice, or no output has a name.</exception>
    public static byte[] Write(VaeModel model, OnnxExport export) => ModelFile.Write(model.Content, export);

    /// <summary>Reads what <see cref="Write(VaeModel)"/> wrote.</summary>
    /// <param name="bytes">The content of the file.</param>
    /// <param name="source">The name of the source in messages.</param>
    /// <exception cref="VaeModelFormatException">The content is damaged, truncated or not a VaeMl model.</exception>
    public static VaeModel Read(byte[] bytes, string source) => new(ModelFile.Read(bytes, source));
}
