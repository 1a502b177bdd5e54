using System.Text;

namespace VaeMl.Cli.Display;

/// <summary>Makes control characters visible. Names and cells in tables and model files are untrusted, and must not control the terminal.</summary>
internal static class Visible
{
    /// <summary>
    /// Replaces each control character by its picture (␛ for an escape). Control characters without a picture, and those that reverse the direction of
    /// the text, become U+FFFD.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="keepLines">Whether to keep line breaks. A carriage return, which goes back to the start of a line, is never kept.</param>
    public static string Escape(string text, bool keepLines = false)
    {
        int first = 0;
        while (first < text.Length && !Commands(text[first], keepLines))
            first++;
        if (first == text.Length)
            return text;
        StringBuilder visible = new(text, text.Length);
        for (int i = first; i < text.Length; i++)
            if (Commands(text[i], keepLines))
                visible[i] = text[i] < ' ' ? (char)('\u2400' + text[i]) : text[i] == '\u007F' ? '\u2421' : '\uFFFD';
        return visible.ToString();
    }

    private static bool Commands(char c, bool keepLines) =>
        char.IsControl(c) ? !(keepLines && c is '\n') : c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';
}
