namespace VaeMl.Files;

/// <summary>
/// A file that appears whole or not at all: written beside its place, flushed to the disk and renamed, so that no failure, kill or power cut costs an
/// older file. Links are followed and stay. What cannot be replaced, a pipe or a device, takes what is written at once.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path, _target;
    private FileStream? _file;

    /// <summary>Looks where the file is. Of what is there, only a pipe or a device is opened; a pipe waits for its reader.</summary>
    /// <param name="path">Its path, as messages give it.</param>
    public AtomicFile(string path)
    {
        _path = path;
        _target = Path.GetFullPath(path);
        // Names in /dev stand for what is open; their links lead nowhere.
        bool isDevice = !OperatingSystem.IsWindows() && _target.StartsWith("/dev/", StringComparison.Ordinal) && !_target.StartsWith("/dev/shm/", StringComparison.Ordinal);
        if (!isDevice)
            _target = Resolved(_target);
        if (isDevice || (!OperatingSystem.IsWindows() && new FileInfo(_target) is { Exists: true, Length: 0, IsReadOnly: false }))
            IsDevice = OpenedAsDevice(isDevice);
    }

    /// <summary>Whether it is a device or a pipe.</summary>
    public bool IsDevice { get; }

    private string Folder => Path.GetDirectoryName(_target)!;

    /// <summary>The file behind links, whether it is there or not.</summary>
    public static string Resolved(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(path);

    /// <summary>Writes a file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or file may not be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        using AtomicFile file = new(path);
        using (Stream stream = file.Open())
            write(stream);
        file.Commit();
    }

    /// <summary>Fails unless a file can be written there, and removes what killed processes have left there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or file may not be written to.</exception>
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

    /// <summary>Puts what was written in its place.</summary>
    /// <param name="canBeMadeAgain">Whether it need not outlive a power cut, unless an older file is replaced, which must not be lost for it: waiting for the disk takes its time.</param>
    public void Commit(bool canBeMadeAgain = false)
    {
        if (_file is null || IsDevice)
            return;
        if (!canBeMadeAgain || File.Exists(_target))
            _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_file.Name, _target, overwrite: true);
        _file = null;
    }

    /// <summary>Removes what was written, unless it is in its place.</summary>
    public void Dispose()
    {
        if (_file is null)
            return;
        try
        {
            // Before it is closed, which fails where the disk is full. Windows deletes no open file.
            if (!IsDevice && !OperatingSystem.IsWindows())
                File.Delete(_file.Name);
            _file.Dispose();
            if (!IsDevice && OperatingSystem.IsWindows())
                File.Delete(_file.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The cause is on its way already; what stays is swept.
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

    /// <summary>An empty file may be a pipe or a device, which only opening tells.</summary>
    private bool OpenedAsDevice(bool surely)
    {
        try
        {
            _file = new FileStream(_target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
            if (surely || !_file.CanSeek)
                return true;
            _file.Dispose();
        }
        catch (Exception e) when (!surely && e is FileNotFoundException or UnauthorizedAccessException)
        {
            // Gone, or another's: a file like any other, which may be replaced where its folder permits it.
        }
        _file = null;
        return false;
    }
}
