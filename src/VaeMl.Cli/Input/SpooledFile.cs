namespace VaeMl.Cli.Input;

/// <summary>A temporary file that holds what came through a pipe, readable by this user only. It goes when this object does.</summary>
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
            Options = FileOptions.DeleteOnClose,
            BufferSize = 1 << 16,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new FileStream(Path.Combine(Path.GetTempPath(), $"vaeml-{Guid.NewGuid():N}.tmp"), options);
    }

    /// <summary>Copies a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellation">Stops the copying at once, even where the stream has nothing to give.</param>
    public static SpooledFile Of(Stream stream, CancellationToken cancellation)
    {
        SpooledFile spooled = new();
        try
        {
            Task.Run(() => stream.CopyTo(spooled._file), cancellation).WaitAsync(cancellation).GetAwaiter().GetResult();
            spooled._file.Flush();
            return spooled;
        }
        catch
        {
            spooled.Dispose();
            throw;
        }
    }

    /// <summary>Opens it at its beginning.</summary>
    public Stream Open() => new FileStream(_file.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    public void Dispose() => _file.Dispose();
}
