using VaeMl.Cli.Failures;

namespace VaeMl.Cli.Commands;

/// <summary>Loads models from files.</summary>
internal static class SavedModel
{
    /// <exception cref="InputException">There is no model in the file; the message names it.</exception>
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
