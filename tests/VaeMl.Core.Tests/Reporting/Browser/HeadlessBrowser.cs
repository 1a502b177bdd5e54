using System.Collections.Concurrent;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace VaeMl.Tests.Reporting.Browser;

/// <summary>
/// A headless Chromium, started for the tests of a class and ended after them. By PuppeteerSharp, which starts the one installed and brings no browser
/// or driver of its own.
/// </summary>
public sealed class HeadlessBrowser : IAsyncLifetime, IDisposable
{
    private const int PatienceMilliseconds = 60_000;

    private static readonly string Readable = new StreamReader(
        typeof(HeadlessBrowser).Assembly.GetManifestResourceStream($"{typeof(HeadlessBrowser).Namespace}.readable.js")!).ReadToEnd();

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _logged = new();
    private IBrowser? _browser;
    private IPage? _page;

    private string PagePath => Path.Combine(_folder.Path, "page.html");

    private string Address => new Uri(PagePath).AbsoluteUri;

    public async Task InitializeAsync()
    {
        if (Chromium.Program is not { } program)
            return;
        _browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = program,
            // Root, as in containers, has no sandbox; the pages are our own.
            Args = ["--no-sandbox"],
            Timeout = PatienceMilliseconds,
            ProtocolTimeout = PatienceMilliseconds,
        });
        _page = await _browser.NewPageAsync();
        _page.DefaultTimeout = PatienceMilliseconds;
        _page.Console += (_, e) => _logged.Enqueue($"console: {e.Message.Text}");
        _page.PageError += (_, e) => _logged.Enqueue($"error: {e.Message}");
        _page.Request += (_, e) =>
        {
            if (e.Request.Url != Address)
                _logged.Enqueue($"request: {e.Request.Url}");
        };
        _page.Dialog += async (_, e) =>
        {
            _logged.Enqueue($"dialog: {e.Dialog.Message}");
            await e.Dialog.Dismiss();
        };
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Opens a page and says what is wrong with it: texts that overlap, are cut or pale, plots without names of axes, errors, requests.</summary>
    /// <param name="html">The page.</param>
    /// <param name="screens">What it is looked at on.</param>
    internal async Task<string[]> Faults(string html, params IReadOnlyList<Screen> screens)
    {
        _logged.Clear();
        await File.WriteAllTextAsync(PagePath, html);
        List<string> faults = [];
        foreach (Screen screen in screens)
        {
            await _page!.SetViewportAsync(new ViewPortOptions { Width = screen.Width, Height = 844 });
            await _page.EmulateMediaTypeAsync(screen.Media == "print" ? MediaType.Print : MediaType.Screen);
            await _page.EmulateMediaFeaturesAsync(
                [new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = screen.Media == "dark" ? "dark" : "light" }]);
            await _page.GoToAsync(Address);
            faults.AddRange((await _page.EvaluateFunctionAsync<string[]>(Readable)).Select(fault => $"{screen.Width} px, {screen.Media}: {fault}"));
        }
        return [.. faults, .. _logged];
    }
}
