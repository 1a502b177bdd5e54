namespace VaeMl.Messages;

/// <summary>What a file of unknown origin calls things, fit for a message.</summary>
internal static class ForeignText
{
    private const int Longest = 64;

    /// <summary>The text's beginning, without control characters.</summary>
    public static string Shown(string text)
    {
        string shown = string.Concat(text.Take(Longest).Where(c => !char.IsControl(c)));
        return text.Length > Longest ? shown + "…" : shown;
    }
}
