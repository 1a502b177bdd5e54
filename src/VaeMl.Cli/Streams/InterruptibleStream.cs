namespace VaeMl.Cli.Streams;

/// <summary>A pipe or device on which waiting can be cancelled. The bytes go through a separate buffer, because an abandoned call may still use it.</summary>
/// <param name="inner">The pipe, closed with this stream.</param>
/// <param name="cancellation">Cancels waiting.</param>
internal sealed class InterruptibleStream(Stream inner, CancellationToken cancellation) : Stream
{
    private readonly byte[] _buffer = new byte[1 << 16];

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Waits until a call that may take any time returns, or until cancellation.</summary>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public static T Wait<T>(Func<T> call, CancellationToken cancellation) => Task.Run(call, cancellation).WaitAsync(cancellation).GetAwaiter().GetResult();

    public override int Read(Span<byte> buffer)
    {
        int most = Math.Min(buffer.Length, _buffer.Length);
        int count = Wait(() => inner.Read(_buffer, 0, most), cancellation);
        _buffer.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = Math.Min(buffer.Length, _buffer.Length);
            buffer[..count].CopyTo(_buffer);
            Wait(() =>
            {
                inner.Write(_buffer, 0, count);
                return count;
            }, cancellation);
            buffer = buffer[count..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
