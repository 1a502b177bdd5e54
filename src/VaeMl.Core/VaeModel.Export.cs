using VaeMl.Files;

namespace VaeMl;

public sealed partial class VaeModel
{
    /// <summary>Writes the model as an ONNX file with selected outputs and names. The write is atomic: the file appears complete or not at all.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="export">The names of the input and the outputs.</param>
    /// <exception cref="ArgumentException">
    /// The path is empty, a name is empty, reserved or used twice, no output has a name, <see cref="OnnxExport.Columns"/> is true and the model has no schema, or
    /// one of its columns has the name of an output or a reserved name.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write the file or to its folder.</exception>
    public void SaveOnnx(string path, OnnxExport export)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] file = ModelBytes.Write(this, export);
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    /// <summary>Writes the model as ONNX with selected outputs and names.</summary>
    /// <param name="stream">The stream to write to. It stays open.</param>
    /// <param name="export">The names of the input and the outputs.</param>
    /// <exception cref="ArgumentException">
    /// A name is empty, reserved or used twice, no output has a name, <see cref="OnnxExport.Columns"/> is true and the model has no schema, or one of its columns
    /// has the name of an output or a reserved name.
    /// </exception>
    public void SaveOnnx(Stream stream, OnnxExport export)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ModelBytes.Write(this, export));
    }
}
