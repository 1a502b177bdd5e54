using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace VaeMl.Tests.Reporting.Browser;

/// <summary>
/// A headless Chromium, started for the tests of a class and ended after them. By PuppeteerSharp, which starts the one installed and brings no browser
/// or driver of its own.
/// </summary>
public sealed class HeadlessBrowser : IAsyncLifetime
{
    private const int PatienceMilliseconds = 60_000;

    private static readonly string Readable = new StreamReader(
        typeof(HeadlessBrowser).Assembly.GetManifestResourceStream($"{typeof(HeadlessBrowser).Namespace}.readable.js")!).ReadToEnd();

    private readonly TemporaryFolder _folder = new();
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Chromium.Program is not { } program)
            return;
        _browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = program,
            // Root, as in containers, has no sandbox; the pages are our own.
            Args = ["--no-sandbox"],
            UserDataDir = Path.Combine(_folder.Path, "profile"),
            Timeout = PatienceMilliseconds,
            ProtocolTimeout = PatienceMilliseconds,
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Opens a page and says what is wrong with it: texts that overlap, are cut or pale, plots without names of axes, errors, requests.</summary>
    /// <param name="html">The page.</param>
    /// <param name="screens">What it is looked at on.</param>
    internal async Task<string[]> Faults(string html, params IReadOnlyList<Screen> screens)
    {
        string path = Path.Combine(_folder.Path, "page.html");
        await File.WriteAllTextAsync(path, html);
        string address = new Uri(path).AbsoluteUri;
        List<string> faults = [];
        await using IPage page = await _browser!.NewPageAsync();
        page.DefaultTimeout = PatienceMilliseconds;
        page.Console += (_, e) => faults.Add($"console: {e.Message.Text}");
        page.PageError += (_, e) => faults.Add($"error: {e.Message}");
        page.Request += (_, e) => faults.AddRange(e.Request.Url == address ? [] : [$"request: {e.Request.Url}"]);
        page.Dialog += async (_, e) =>
        {
            faults.Add($"dialog: {e.Dialog.Message}");
            await e.Dialog.Dismiss();
        };
        foreach (Screen screen in screens)
        {
            await page.SetViewportAsync(new ViewPortOptions { Width = screen.Width, Height = 844 });
            await page.EmulateMediaTypeAsync(screen.Media == "print" ? MediaType.Print : MediaType.Screen);
            await page.EmulateMediaFeaturesAsync(
                [new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = screen.Media == "dark" ? "dark" : "light" }]);
            await page.GoToAsync(address);
            faults.AddRange((await page.EvaluateFunctionAsync<string[]>(Readable)).Select(fault => $"{screen.Width} px, {screen.Media}: {fault}"));
        }
        return [.. faults];
    }
}
