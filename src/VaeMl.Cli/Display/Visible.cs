using System.Text;

namespace VaeMl.Cli.Display;

/// <summary>Makes what a table or model file holds visible where it would command a terminal: names and cells are other people's.</summary>
internal static class Visible
{
    /// <summary>The text with a picture for each control character (␛ for an escape), and U+FFFD for those without one and for those that turn the text around.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepLines">Whether line breaks stay, but no return to the line's beginning.</param>
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
