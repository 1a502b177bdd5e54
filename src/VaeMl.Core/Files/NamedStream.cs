namespace VaeMl.Files;

/// <summary>Wraps a stream, which stays open, so that write failures name the file.</summary>
/// <param name="inner">The stream.</param>
/// <param name="path">The file's path as the user knows it.</param>
internal sealed class NamedStream(Stream inner, string path) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception e) when (IsFailure(e))
        {
            throw Failure(e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        try
        {
            inner.Flush();
        }
        catch (Exception e) when (IsFailure(e))
        {
            throw Failure(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Flush();
        base.Dispose(disposing);
    }

    /// <summary>The framework reports a file beyond a quota or the file system's limit as an argument out of range.</summary>
    private static bool IsFailure(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    private IOException Failure(Exception e) => new($"{path} cannot be written: {(e is ArgumentOutOfRangeException ? "it gets too large for its file system or quota" : e.Message.Split(" : '")[0].TrimEnd('.'))}.", e);
}
