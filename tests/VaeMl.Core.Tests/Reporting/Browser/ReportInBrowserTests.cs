namespace VaeMl.Tests.Reporting.Browser;

public sealed class ReportInBrowserTests(HeadlessBrowser browser) : IClassFixture<HeadlessBrowser>
{
    private const string Pale = "color:#999", Once = "position:absolute;top:9px";

    [ChromiumTheory]
    [InlineData("labelled")]
    [InlineData("unlabelled")]
    [InlineData("wide")]
    [InlineData("one row")]
    public async Task IsReadableOnEveryScreen(string kind)
    {
        string[] faults = await browser.Faults(HardReports.Of(kind).Render(), Screen.All);
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    // The test above is worth what the check finds.
    [ChromiumTheory]
    [InlineData("<p>plain</p>", "")]
    [InlineData($"<p style='{Once}'>one</p><p style='{Once}'>two</p>", "'one' overlaps 'two'")]
    [InlineData("<svg><text y='20'>one</text><text y='22'>two</text></svg>", "'one' overlaps 'two'")]
    [InlineData("<style>b::before{content:'head';margin-left:370px}</style><b></b>", "'head' leaves the page")]
    [InlineData("<div style='width:70px;overflow:hidden;white-space:nowrap'>a text that is too long</div>", "is cut by <div>")]
    [InlineData("<div style='width:70px;white-space:nowrap'>a text that is too long</div>", "<div> is 70 px wide, its content")]
    [InlineData("<svg width='70'><text y='20'>a text that is too long</text></svg>", "is cut by <svg>")]
    [InlineData("<svg><svg x='20' width='70'><text y='20'>a text that is too long</text></svg></svg>", "is cut by <svg>")]
    [InlineData("<p style='white-space:nowrap;margin-left:380px'>a text that is too long</p>", "leaves the page")]
    [InlineData($"<p style='{Pale}'>pale</p>", "'pale' has a contrast of 2.85")]
    [InlineData("<svg><text y='20' fill='#000' fill-opacity='0.4'>pale</text></svg>", "'pale' has a contrast of 2.85")]
    [InlineData("<svg role='img' aria-label='p'><text y='20'>score</text></svg>", "the plot 'p' has an axis without a name")]
    [InlineData("<script>console.error('no')</script>", "console: no")]
    [InlineData("<script>nothing()</script>", "error: ReferenceError")]
    [InlineData("<script>alert('no')</script>", "dialog: no")]
    [InlineData("<img src='missing.png'>", "request: file:")]
    public async Task TheCheckFindsWhatIsWrong(string body, string expected)
    {
        string[] faults = await browser.Faults($"<!DOCTYPE html><html><body>{body}</body></html>", new Screen(390, "light"));
        Assert.Equal(expected.Length > 0, faults.Length > 0);
        Assert.Contains(expected, string.Join('\n', faults), StringComparison.Ordinal);
    }
}
