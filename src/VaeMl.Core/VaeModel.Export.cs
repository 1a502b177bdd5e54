using VaeMl.Files;

namespace VaeMl;

public sealed partial class VaeModel
{
    /// <summary>Writes the model as an ONNX file with chosen outputs and names. The file appears whole or not at all.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="export">Names of the input and the outputs.</param>
    /// <exception cref="ArgumentException">A name is empty, reserved or given twice, or no output has one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or file may not be written to.</exception>
    public void SaveOnnx(string path, OnnxExport export)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] file = ModelBytes.Write(this, export);
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    /// <summary>Writes the model as ONNX with chosen outputs and names.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="export">Names of the input and the outputs.</param>
    /// <exception cref="ArgumentException">A name is empty, reserved or given twice, or no output has one.</exception>
    public void SaveOnnx(Stream stream, OnnxExport export)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ModelBytes.Write(this, export));
    }
}
