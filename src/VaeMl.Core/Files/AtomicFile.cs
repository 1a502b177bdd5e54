namespace VaeMl.Files;

/// <summary>
/// A file that is written atomically: to a temporary file in the same folder, which is flushed to disk and renamed. No failure, kill or power cut can destroy
/// an existing file. Links are followed and kept. A pipe or device cannot be replaced and is written directly.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path, _target;
    private FileStream? _file;

    /// <summary>Resolves the path. Of existing files only a pipe or device is opened; opening a pipe waits for its reader.</summary>
    /// <param name="path">The path, as messages show it.</param>
    public AtomicFile(string path)
    {
        _path = path;
        _target = Path.GetFullPath(path);
        // Names in /dev refer to open files; their links do not lead to real paths.
        bool isDevice = !OperatingSystem.IsWindows() && _target.StartsWith("/dev/", StringComparison.Ordinal) && !_target.StartsWith("/dev/shm/", StringComparison.Ordinal);
        if (!isDevice)
            _target = Resolved(_target);
        if (isDevice || (!OperatingSystem.IsWindows() && new FileInfo(_target) is { Exists: true, Length: 0, IsReadOnly: false }))
            IsDevice = TryOpenAsDevice(isDevice);
    }

    /// <summary>Whether the path is a device or a pipe.</summary>
    public bool IsDevice { get; }

    private string Folder => Path.GetDirectoryName(_target)!;

    /// <summary>The file that links point to, whether it exists or not.</summary>
    public static string Resolved(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(path);

    /// <summary>Writes a file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write the file or to its folder.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        using AtomicFile file = new(path);
        using (Stream stream = file.Open())
            write(stream);
        file.Commit();
    }

    /// <summary>Checks that the file can be written, and removes temporary files that killed processes left in the folder.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write the file or to its folder.</exception>
    public void Check()
    {
        if (IsDevice)
            return;
        if (Directory.Exists(_target))
            throw new IOException($"{_path}: this is a folder; give the name of a file in it.");
        if (!Directory.Exists(Folder))
            throw new DirectoryNotFoundException($"{_path}: there is no folder {Folder}");
        if (File.Exists(_target) && File.GetAttributes(_target).HasFlag(FileAttributes.ReadOnly))
            throw new UnauthorizedAccessException($"{_path}: the file exists and is read-only.");
        TemporaryFile.Sweep(Folder);
        Created(FileOptions.DeleteOnClose).Dispose();
    }

    /// <summary>Opens the file for writing. Closing the stream does not close the file.</summary>
    public Stream Open()
    {
        if (!IsDevice)
        {
            Check();
            _file = Created(FileOptions.None);
        }
        return new NamedStream(_file!, _path);
    }

    /// <summary>Moves what was written to its final place.</summary>
    /// <param name="canBeRecreated">
    /// Whether the content may be lost in a power cut, which saves flushing it to disk. If it replaces an older file, the file is always flushed to disk.
    /// </param>
    public void Commit(bool canBeRecreated = false)
    {
        if (_file is null || IsDevice)
            return;
        if (!canBeRecreated || File.Exists(_target))
            _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_file.Name, _target, overwrite: true);
        _file = null;
    }

    /// <summary>Deletes what was written, unless it was committed.</summary>
    public void Dispose()
    {
        if (_file is null)
            return;
        try
        {
            // Before closing, which fails on a full disk. Windows cannot delete an open file.
            if (!IsDevice && !OperatingSystem.IsWindows())
                File.Delete(_file.Name);
            _file.Dispose();
            if (!IsDevice && OperatingSystem.IsWindows())
                File.Delete(_file.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The original exception is already under way. A later sweep removes the file.
        }
    }

    private FileStream Created(FileOptions options)
    {
        try
        {
            return TemporaryFile.Create(Folder, options);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException(Unwritable(e), e);
        }
        catch (IOException e)
        {
            throw new IOException(Unwritable(e), e);
        }
    }

    private string Unwritable(Exception e) => $"{_path}: no file can be written there ({e.Message.TrimEnd('.')}).";

    /// <summary>Opens an empty file, which may be a pipe or a device: only opening tells.</summary>
    private bool TryOpenAsDevice(bool isKnownDevice)
    {
        try
        {
            _file = new FileStream(_target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
            if (isKnownDevice || !_file.CanSeek)
                return true;
            _file.Dispose();
        }
        catch (Exception e) when (!isKnownDevice && e is FileNotFoundException or UnauthorizedAccessException)
        {
            // Deleted meanwhile, or not ours to open: treat it as a regular file, which can be replaced if its folder permits it.
        }
        _file = null;
        return false;
    }
}
