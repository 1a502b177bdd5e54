using System.Globalization;

namespace VaeMl.Notebooks.Tests;

/// <summary>What a C# notebook kernel offers to cells for showing things.</summary>
public static class CellDisplay
{
    // Each run of a notebook has its own; a static method can't be handed one.
    private static readonly AsyncLocal<Action<string, string>?> _sink = new();

    /// <summary>Shows text of a given type, such as text/html or image/svg+xml.</summary>
    public static void DisplayAs(this string value, string mimeType) =>
        (_sink.Value ?? throw new InvalidOperationException("Nothing can be displayed outside a notebook."))(mimeType, value);

    internal static void Redirect(Action<string, string> sink) => _sink.Value = sink;

    internal static string AsText(object? value) => value is null ? "<null>" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
