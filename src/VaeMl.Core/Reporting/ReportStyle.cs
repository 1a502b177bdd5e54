namespace VaeMl.Reporting;

/// <summary>How a report looks, in light and dark.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--text:#1c2430;--soft:#5d6878;--edge:#e3e7ed;--warn:#b4690e}
        @media (prefers-color-scheme:dark){:root{--page:#12161c;--card:#1b2129;--text:#e6eaf0;--soft:#98a3b3;--edge:#2b333e;--warn:#e0a458}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
        main{max-width:1320px;margin:0 auto;padding:32px 24px 48px}
        h1{font-size:26px;margin:0 0 4px;letter-spacing:-.01em}
        h2{font-size:18px;margin:36px 0 2px}
        p{margin:0 0 14px;color:var(--soft);max-width:110ch}
        .cards{display:flex;flex-wrap:wrap;gap:12px;margin-top:8px}
        .cards div{background:var(--card);border:1px solid var(--edge);border-radius:10px;padding:12px 18px;min-width:130px}
        .cards b{display:block;font-size:22px;font-weight:650;font-variant-numeric:tabular-nums}
        .cards span{color:var(--soft);font-size:13px}
        .warnings{color:var(--warn);padding-left:20px}
        .two,.three{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,480px),1fr));gap:16px}
        .three{grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr))}
        figure{margin:0;background:var(--card);border:1px solid var(--edge);border-radius:10px;padding:16px}
        figure>svg{display:block;width:100%}
        footer{margin-top:32px;color:var(--soft);font-size:13px}
        """;
}
