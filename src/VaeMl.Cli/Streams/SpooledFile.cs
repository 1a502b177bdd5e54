using Microsoft.Win32.SafeHandles;
using VaeMl.Files;

namespace VaeMl.Cli.Streams;

/// <summary>A temporary copy of what came through a pipe, readable by this user only. It disappears with the process, however that ends.</summary>
internal sealed class SpooledFile : IDisposable
{
    private readonly FileStream _file;

    private SpooledFile()
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
            BufferSize = 1 << 16,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new FileStream(Path.Combine(Path.GetTempPath(), $"vaeml-{Guid.NewGuid():N}.tmp"), options);
        // An open file needs no name. Without a name it cannot be left behind.
        if (!OperatingSystem.IsWindows())
            File.Delete(_file.Name);
    }

    /// <summary>Copies a stream up to its end.</summary>
    /// <exception cref="IOException">There is no space left for temporary files.</exception>
    public static SpooledFile Spool(Stream stream)
    {
        SpooledFile spooled = new();
        try
        {
            using (NamedStream file = new(spooled._file, $"{spooled._file.Name}, the temporary copy of the piped input,"))
                stream.CopyTo(file);
            return spooled;
        }
        catch
        {
            spooled.Dispose();
            throw;
        }
    }

    /// <summary>Opens the copy at its start.</summary>
    public Stream Open() => new FileStream(new SafeFileHandle(_file.SafeFileHandle.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, bufferSize: 1) { Position = 0 };

    public void Dispose() => _file.Dispose();
}
