using VaeMl.Cli.Failures;

namespace VaeMl.Cli.Commands;

/// <summary>Loads models from files.</summary>
internal static class SavedModel
{
    /// <exception cref="InputException">The file does not contain a model; the message names the file.</exception>
    public static VaeModel Load(string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path}: this is a folder, not a file.");
        if (!File.Exists(path))
            throw new InputException($"{path}: there is no such file.");
        try
        {
            return VaeModel.Load(path);
        }
        catch (Exception e) when (e is VaeModelFormatException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(e.Message.Contains(path, StringComparison.Ordinal) ? e.Message : $"{path}: {e.Message}");
        }
    }
}
