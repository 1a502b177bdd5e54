using VaeMl.Cli.Failures;

namespace VaeMl.Cli.Streams;

/// <summary>Reads the lines of a stream as bytes. Its buffer grows to the longest line.</summary>
/// <param name="stream">The stream, closed with this reader.</param>
internal sealed class LineStream(SourceStream stream) : IDisposable
{
    private const int LongestLine = 1 << 26;

    private byte[] _bytes = new byte[1 << 16];
    private int _next, _end;

    /// <summary>The number of the last line read, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Advances to the next line.</summary>
    /// <param name="line">The line without its line break. Valid until the next line is read.</param>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="InputException">The line is too long.</exception>
    public bool Read(out ReadOnlySpan<byte> line)
    {
        int length, searched = 0;
        while ((length = _bytes.AsSpan(_next + searched, _end - _next - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = _end - _next;
            if (!Fill())
            {
                line = _bytes.AsSpan(_next, searched);
                _next = _end;
                Line++;
                return searched > 0;
            }
        }
        line = _bytes.AsSpan(_next, searched + length);
        _next += searched + length + 1;
        Line++;
        return true;
    }

    public void Dispose() => stream.Dispose();

    private bool Fill()
    {
        int kept = _end - _next;
        if (kept > LongestLine)
            throw new InputException($"{stream.Name}, line {Line + 1}: the line is longer than {LongestLine} bytes; JSON lines have one object each.");
        byte[] from = _bytes;
        if (kept > _bytes.Length / 2)
            _bytes = new byte[2 * _bytes.Length];
        from.AsSpan(_next, kept).CopyTo(_bytes);
        (_next, _end) = (0, kept);
        int read = stream.Read(_bytes.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}
