using System.IO.Compression;
using VaeMl.Cli.Failures;

namespace VaeMl.Cli.Streams;

/// <summary>The bytes of a file or of standard input, decompressed if they are gzip, regardless of the file's name.</summary>
internal sealed class SourceStream : Stream
{
    /// <summary>The path that means standard input or output.</summary>
    public const string Standard = "-";

    private readonly Stream _raw;
    private readonly PeekedStream _packed, _content;
    private long _unpacked;

    /// <param name="raw">The raw stream, closed with this one.</param>
    /// <param name="name">The name of the source, for messages.</param>
    public SourceStream(Stream raw, string name)
    {
        (_raw, Name) = (raw, name);
        _packed = new PeekedStream(raw);
        try
        {
            _content = _packed.Head is [0x1f, 0x8b, ..] ? new PeekedStream(new GZipStream(_packed, CompressionMode.Decompress)) : _packed;
        }
        catch (InvalidDataException)
        {
            _packed.Dispose();
            throw Damaged();
        }
    }

    /// <summary>The name of the source, for messages.</summary>
    public string Name { get; }

    /// <summary>The first bytes, decompressed.</summary>
    public ReadOnlySpan<byte> Head => _content.Head;

    /// <summary>The approximate share that has been read, from 0 to 1; 0 if the length is unknown.</summary>
    public double Fraction => _raw.CanSeek && _raw.Length > 0 ? (double)_raw.Position / _raw.Length : 0;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Opens a file, or standard input for "-".</summary>
    /// <param name="path">The path.</param>
    /// <param name="standardInput">Opens standard input; that of the process if null.</param>
    /// <param name="cancellation">Cancels waiting for a pipe.</param>
    /// <exception cref="InputException">The file cannot be opened.</exception>
    public static SourceStream Open(string path, Func<Stream>? standardInput = null, CancellationToken cancellation = default) =>
        new(OpenRaw(path, standardInput ?? Console.OpenStandardInput, cancellation), path == Standard ? "standard input" : path);

    /// <summary>Opens the raw bytes.</summary>
    /// <exception cref="InputException">The file cannot be opened.</exception>
    public static Stream OpenRaw(string path, Func<Stream> standardInput, CancellationToken cancellation)
    {
        if (path == Standard)
            return new InterruptibleStream(standardInput(), cancellation);
        FileStream file = OpenFile(path, cancellation);
        return file.CanSeek ? file : new InterruptibleStream(file, cancellation);
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InputException">The file cannot be opened.</exception>
    public static FileStream OpenFile(string path, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path}: this is a folder, not a file.");
        if (!File.Exists(path))
            throw new InputException($"{path}: there is no such file.");
        try
        {
            // Opening a named pipe waits for its writer.
            return InterruptibleStream.Wait(
                () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1), cancellation);
        }
        catch (UnauthorizedAccessException)
        {
            throw new InputException($"{path}: reading it is not permitted.");
        }
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int count = _content.Read(buffer);
            _unpacked += count;
            // The framework accepts a truncated gzip file. A complete one ends with the length of its content, or of the last member's content.
            if (count == 0 && !buffer.IsEmpty && _content != _packed && _packed.Tail > _unpacked)
                throw Damaged();
            return count;
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _content.Dispose();
        base.Dispose(disposing);
    }

    private InputException Damaged() => new($"{Name}: it starts like gzip, but cannot be decompressed; it is damaged or incomplete.");
}
