namespace VaeMl.Cli.Streams;

/// <summary>A stream whose first bytes can be inspected before it is read, even if it cannot seek.</summary>
internal sealed class PeekedStream : Stream
{
    private readonly Stream _inner;
    private readonly byte[] _head;
    private readonly int _length;
    private int _position;
    private uint _tail;

    /// <param name="inner">The stream, closed with this one.</param>
    /// <param name="most">The maximum number of bytes to inspect.</param>
    /// <param name="enough">Whether the bytes so far are enough, so that it does not wait for more.</param>
    public PeekedStream(Stream inner, int most = 64, Func<ReadOnlySpan<byte>, bool>? enough = null)
    {
        _inner = inner;
        _head = new byte[most];
        int read;
        do
        {
            read = inner.Read(_head.AsSpan(_length));
            _length += read;
        }
        while (read > 0 && _length < most && enough?.Invoke(Head) != true);
    }

    /// <summary>The first bytes.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _length);

    /// <summary>The last four bytes read, as a little-endian number.</summary>
    public uint Tail => _tail;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int count = _position < _length ? ReadHead(buffer) : _inner.Read(buffer);
        for (int i = Math.Max(0, count - sizeof(uint)); i < count; i++)
            _tail = _tail >> 8 | (uint)buffer[i] << 24;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int ReadHead(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _length - _position);
        _head.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }
}
