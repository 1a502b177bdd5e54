using VaeMl.Files;

namespace VaeMl;

public sealed partial class VaeModel
{
    /// <summary>Writes the model as an ONNX file. The file appears whole or not at all: an older one stays as it is until the new one is complete. A link stays, and what it leads to is written.</summary>
    /// <param name="path">Where to.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or file may not be written to.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] file = ModelBytes.Write(this);
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    /// <summary>Writes the model as ONNX.</summary>
    /// <param name="stream">Where to; stays open.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ModelBytes.Write(this));
    }

    /// <summary>Reads a model; its scores have the same bits as before it was saved. Nothing in the file is executed.</summary>
    /// <param name="path">A file that <see cref="Save(string)"/> wrote.</param>
    /// <exception cref="VaeModelFormatException">The file is damaged, truncated or not a VaeMl model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static VaeModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ModelBytes.Read(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads a model to the stream's end.</summary>
    /// <param name="stream">What <see cref="Save(Stream)"/> wrote.</param>
    /// <exception cref="VaeModelFormatException">The content is damaged, truncated or not a VaeMl model.</exception>
    public static VaeModel Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return ModelBytes.Read(copy.ToArray(), "the stream");
    }
}
