using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VaeMl.Data;

/// <summary>Rows in a temporary file, for tables larger than their memory budget. Only this process sees the file, and it disappears however the process ends.</summary>
internal sealed class RowFile
{
    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private readonly int _rowBytes;

    /// <param name="width">The number of values in a row.</param>
    /// <exception cref="IOException">The folder for temporary files cannot be written to.</exception>
    public RowFile(int width)
    {
        _rowBytes = checked(width * sizeof(float));
        _path = Path.Combine(Path.GetTempPath(), $"vaeml-{Guid.NewGuid():N}.rows");
        try
        {
            FileOptions options = FileOptions.RandomAccess | (OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
            _handle = File.OpenHandle(_path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, options);
            // An open file needs no name. Without one it cannot be left behind.
            if (!OperatingSystem.IsWindows())
                File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e);
        }
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Appends rows.</summary>
    /// <param name="rows">Their values, row-major.</param>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public void Append(ReadOnlySpan<float> rows)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(rows);
        try
        {
            RandomAccess.Write(_handle, bytes, (long)Count * _rowBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e);
        }
        Count += bytes.Length / _rowBytes;
    }

    /// <summary>Reads consecutive rows. Safe to call from several threads at once.</summary>
    /// <param name="first">The number of the first row.</param>
    /// <param name="rows">Receives the values.</param>
    public void Read(int first, Span<float> rows)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(rows);
        for (long at = (long)first * _rowBytes; bytes.Length > 0;)
        {
            int read = RandomAccess.Read(_handle, bytes, at);
            if (read == 0)
                throw new EndOfStreamException($"The temporary file {_path} ends before row {first + rows.Length * sizeof(float) / _rowBytes}.");
            at += read;
            bytes = bytes[read..];
        }
    }

    private IOException Failure(Exception e) => new(
        $"The rows exceed the memory limit and are kept in the temporary file {_path}, which cannot be written ({e.Message.TrimEnd('.')}). Free disk space there, choose another folder for temporary files ({(OperatingSystem.IsWindows() ? "TEMP" : "TMPDIR")}), or raise the memory limit.",
        e);
}
