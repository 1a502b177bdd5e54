namespace VaeMl.Tests.Reporting.Browser;

/// <summary>Tests that need Chromium, and are skipped with the reason where there is none.</summary>
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = Chromium.WhyAbsent;
}
