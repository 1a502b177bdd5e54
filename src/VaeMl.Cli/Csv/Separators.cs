namespace VaeMl.Cli.Csv;

/// <summary>Detects the separator of a CSV file.</summary>
internal static class Separators
{
    private static readonly char[] _candidates = [',', ';', '\t'];

    /// <summary>Returns the candidate that occurs most often outside quotes in the first line that is not blank; a comma if none occurs.</summary>
    public static char Recognise(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[_candidates.Length];
        bool quoted = false;
        foreach (char c in text.TrimStart("\r\n"))
        {
            if (c == '"')
                quoted = !quoted;
            else if (!quoted && c is '\r' or '\n')
                break;
            else if (!quoted && Array.IndexOf(_candidates, c) is >= 0 and int candidate)
                counts[candidate]++;
        }
        int best = 0;
        for (int k = 1; k < counts.Length; k++)
            if (counts[k] > counts[best])
                best = k;
        return _candidates[best];
    }
}
