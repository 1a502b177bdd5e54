using System.Globalization;
using System.Text;

namespace VaeMl.Cli.Options;

/// <summary>Parses and formats the values of flags, independently of the locale.</summary>
internal static class FlagText
{
    public static bool TryInt(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    public static bool TryDouble(string text, out double value)
    {
        if (text.TrimStart('+').ToUpperInvariant() is "INF" or "INFINITY")
        {
            value = double.PositiveInfinity;
            return true;
        }
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !double.IsNaN(value);
    }

    public static bool TryBool(string text, out bool value) => bool.TryParse(text, out value);

    /// <summary>Parses layer widths such as 128,64; "none" is the empty list.</summary>
    public static bool TrySizes(string text, out IReadOnlyList<int> value)
    {
        value = [];
        if (text.Equals("none", StringComparison.OrdinalIgnoreCase))
            return true;
        List<int> sizes = [];
        foreach (string part in text.Split(','))
        {
            if (!TryInt(part.Trim(), out int size))
                return false;
            sizes.Add(size);
        }
        value = sizes;
        return true;
    }

    public static bool TryEnum<T>(string text, out T value)
        where T : struct, Enum
    {
        foreach (T candidate in Enum.GetValues<T>())
        {
            if (Kebab(candidate.ToString()).Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                value = candidate;
                return true;
            }
        }
        value = default;
        return false;
    }

    /// <summary>Converts LatentSize to latent-size.</summary>
    public static string Kebab(string name)
    {
        StringBuilder kebab = new();
        foreach (char c in name)
        {
            if (char.IsAsciiLetterUpper(c) && kebab.Length > 0)
                kebab.Append('-');
            kebab.Append(char.ToLowerInvariant(c));
        }
        return kebab.ToString();
    }

    /// <summary>Formats a value as its flag accepts it; <paramref name="automatic"/> for null.</summary>
    public static string Format(object? value, string automatic) => value switch
    {
        null => automatic,
        Enum => Kebab(value.ToString()!),
        bool truth => truth ? "true" : "false",
        IReadOnlyList<int> { Count: 0 } => "none",
        IReadOnlyList<int> sizes => string.Join(',', sizes),
        double.PositiveInfinity => "infinity",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
