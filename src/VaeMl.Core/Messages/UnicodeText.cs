namespace VaeMl.Messages;

/// <summary>Checks that names can be stored as UTF-8. A text that was cut within a surrogate pair, such as an emoji, cannot.</summary>
internal static class UnicodeText
{
    /// <summary>The end of a sentence that says what is wrong with text that is not well-formed.</summary>
    public const string Fault = "which contains an unpaired surrogate and so is not valid Unicode; cut it between characters, or replace the surrogate.";

    public static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
                return false;
        return true;
    }
}
