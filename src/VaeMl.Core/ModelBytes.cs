using VaeMl.Onnx;

namespace VaeMl;

/// <summary>Models as the bytes of their file.</summary>
internal static class ModelBytes
{
    public static byte[] Write(VaeModel model) => Write(model, new OnnxExport());

    /// <exception cref="ArgumentException">A name is empty, reserved or given twice, or no output has one.</exception>
    public static byte[] Write(VaeModel model, OnnxExport export) => ModelFile.Write(model.Content, export);

    /// <summary>Reads what <see cref="Write(VaeModel)"/> wrote.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="VaeModelFormatException">Whatever is wrong with it.</exception>
    public static VaeModel Read(byte[] bytes, string source) => new(ModelFile.Read(bytes, source));
}
