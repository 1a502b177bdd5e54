using System.Globalization;
using System.Runtime.CompilerServices;

namespace VaeMl.Messages;

/// <summary>A message that names options. The library writes their names and values as in code, the command line as its flags.</summary>
/// <param name="text">
/// The message. <see cref="OptionName"/>, enum values, <see cref="OrNull"/> and messages within it are written in a style, everything else in the invariant culture.
/// </param>
internal sealed class OptionText(FormattableString text)
{
    /// <summary>Says that an option may also be null, where the style knows null.</summary>
    public static readonly object OrNull = new();

    /// <summary>Joins messages.</summary>
    public static OptionText Join(string separator, IReadOnlyList<OptionText> messages) =>
        new(FormattableStringFactory.Create(string.Join(separator, messages.Select((_, i) => $"{{{i}}}")), [.. messages]));

    /// <summary>Writes the message in a style.</summary>
    public string Write(OptionStyle style) => Write(text, style);

    /// <summary>The message with names and values as in code.</summary>
    public override string ToString() => Write(OptionStyle.Code);

    private static string Write(FormattableString text, OptionStyle style) =>
        string.Format(CultureInfo.InvariantCulture, text.Format, [.. text.GetArguments().Select(argument => Styled(argument, style))]);

    private static object? Styled(object? argument, OptionStyle style) => argument switch
    {
        FormattableString inner => Write(inner, style),
        OptionText inner => inner.Write(style),
        OptionName name => style.Name(name.Property),
        Enum value => style.Value(value.ToString()),
        IEnumerable<Enum> values => string.Join(", ", values.Select(value => style.Value(value.ToString()))),
        _ when argument == OrNull => style.HasNull ? ", or null" : "",
        _ => argument,
    };
}

/// <summary>An option in a message.</summary>
/// <param name="Property">The name of its property.</param>
internal readonly record struct OptionName(string Property);

/// <summary>How messages write options.</summary>
/// <param name="Name">Writes the name of a property.</param>
/// <param name="Value">Writes the name of an enum's value.</param>
/// <param name="HasNull">Whether an option can be set to null; otherwise it can only be left out.</param>
internal sealed record OptionStyle(Func<string, string> Name, Func<string, string> Value, bool HasNull)
{
    /// <summary>Names and values as in code.</summary>
    public static OptionStyle Code { get; } = new(name => name, value => value, HasNull: true);
}
