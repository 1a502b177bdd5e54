namespace VaeMl.Messages;

/// <summary>Makes text from a file of unknown origin safe to show in a message.</summary>
internal static class ForeignText
{
    private const int Longest = 64;

    /// <summary>The beginning of the text, without control characters.</summary>
    public static string Shown(string text)
    {
        string shown = string.Concat(text.Take(Longest).Where(c => !char.IsControl(c)));
        return text.Length > Longest ? shown + "…" : shown;
    }
}
