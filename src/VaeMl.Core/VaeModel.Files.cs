using VaeMl.Files;

namespace VaeMl;

public sealed partial class VaeModel
{
    /// <summary>Saves the model as an ONNX file.</summary>
    /// <remarks>The write is atomic: an existing file is kept until the new one is complete. Links are followed and kept; the file they point to is written.</remarks>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write the file or to its folder.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] file = ModelBytes.Write(this);
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    /// <summary>Saves the model as ONNX.</summary>
    /// <param name="stream">The stream to write to. It stays open.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ModelBytes.Write(this));
    }

    /// <summary>Loads a model. Its scores are bit-identical to those before saving. Nothing in the file is executed.</summary>
    /// <param name="path">The path of a file written by <see cref="Save(string)"/>.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="VaeModelFormatException">The file is damaged, truncated or not a VaeMl model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to read the file.</exception>
    public static VaeModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ModelBytes.Read(File.ReadAllBytes(path), path);
    }

    /// <summary>Loads a model from a stream, which is read to its end.</summary>
    /// <param name="stream">A stream with what <see cref="Save(Stream)"/> wrote.</param>
    /// <returns>The model.</returns>
    /// <exception cref="VaeModelFormatException">The content is damaged, truncated or not a VaeMl model.</exception>
    public static VaeModel Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return ModelBytes.Read(copy.ToArray(), "the stream");
    }
}
