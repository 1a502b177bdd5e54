namespace VaeMl.Tests.Reporting.Browser;

/// <summary>What a page is looked at on.</summary>
/// <param name="Width">Its width in pixels of CSS.</param>
/// <param name="Media">light, dark or print.</param>
internal sealed record Screen(int Width, string Media)
{
    /// <summary>A phone, a tablet and a desktop, in light and dark, and a sheet of A4 with margins of 1 cm.</summary>
    public static IReadOnlyList<Screen> All { get; } =
    [
        .. new[] { 390, 768, 1280 }.SelectMany(width => new[] { new Screen(width, "light"), new Screen(width, "dark") }),
        new Screen(718, "print"),
    ];
}
