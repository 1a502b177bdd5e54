using System.IO.Compression;
using VaeMl.Cli.Failures;

namespace VaeMl.Cli.Streams;

/// <summary>The bytes of a file or of the standard input, unpacked if they are gzip, whatever their name.</summary>
internal sealed class SourceStream : Stream
{
    /// <summary>What stands for the standard input and output.</summary>
    public const string Standard = "-";

    private readonly Stream _raw;
    private readonly PeekedStream _packed, _content;
    private long _unpacked;

    /// <param name="raw">The bytes, closed with this stream.</param>
    /// <param name="name">Their name, for messages.</param>
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

    /// <summary>The name, for messages.</summary>
    public string Name { get; }

    /// <summary>The first bytes, unpacked.</summary>
    public ReadOnlySpan<byte> Head => _content.Head;

    /// <summary>Roughly the share that is read, from 0 to 1; 0 where no length is known.</summary>
    public double Fraction => _raw.CanSeek && _raw.Length > 0 ? (double)_raw.Position / _raw.Length : 0;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Opens a file, or the standard input for "-".</summary>
    /// <param name="path">The path.</param>
    /// <param name="standardInput">Opens the standard input; the process's own if null.</param>
    /// <param name="cancellation">Stops the waiting for what a pipe gives.</param>
    /// <exception cref="InputException">There is nothing to be read.</exception>
    public static SourceStream Open(string path, Func<Stream>? standardInput = null, CancellationToken cancellation = default) =>
        new(OpenRaw(path, standardInput ?? Console.OpenStandardInput, cancellation), path == Standard ? "standard input" : path);

    /// <summary>Opens the bytes as they are.</summary>
    /// <exception cref="InputException">There is nothing to be read.</exception>
    public static Stream OpenRaw(string path, Func<Stream> standardInput, CancellationToken cancellation)
    {
        if (path == Standard)
            return new InterruptibleStream(standardInput(), cancellation);
        FileStream file = OpenFile(path, cancellation);
        return file.CanSeek ? file : new InterruptibleStream(file, cancellation);
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InputException">There is nothing to be read.</exception>
    public static FileStream OpenFile(string path, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path}: this is a folder, not a file.");
        if (!File.Exists(path))
            throw new InputException($"{path}: there is no such file.");
        try
        {
            // A pipe waits for whoever writes to it.
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
            // The framework takes the end of a file for the end of its gzip, which ends with the length of what it holds, or of its last part.
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

    private InputException Damaged() => new($"{Name}: it begins like gzip, but cannot be unpacked; it is damaged or not whole.");
}
