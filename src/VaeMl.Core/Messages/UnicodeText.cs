namespace VaeMl.Messages;

/// <summary>Tells names that a file can hold: a text cut inside a character outside the basic plane, such as an emoji, has no UTF-8.</summary>
internal static class UnicodeText
{
    /// <summary>What is wrong with a text that is not well formed, the end of a sentence.</summary>
    public const string Fault = "which holds half a surrogate pair and so is no Unicode text; cut it between characters, or replace the half.";

    public static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
                return false;
        return true;
    }
}
