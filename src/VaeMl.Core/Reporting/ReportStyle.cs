namespace VaeMl.Reporting;

/// <summary>The style sheet of a report, for light and dark mode, phones and print.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--text:#1c2430;--soft:#5d6878;--edge:#e3e7ed;--warn:#94550a}
        @media screen and (prefers-color-scheme:dark){:root{--page:#12161c;--card:#1b2129;--text:#e6eaf0;--soft:#98a3b3;--edge:#2b333e;--warn:#e0a458}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:anywhere}
        main{max-width:1320px;margin:0 auto;padding:32px 24px 48px}
        h1{font-size:26px;line-height:1.25;margin:0 0 4px;letter-spacing:-.01em}
        h2{font-size:18px;margin:36px 0 2px}
        p{margin:0 0 14px;color:var(--soft);max-width:110ch}
        .cards{display:flex;flex-wrap:wrap;gap:12px;margin-top:8px}
        .cards div{background:var(--card);border:1px solid var(--edge);border-radius:10px;padding:12px 18px;min-width:130px}
        .cards b{display:block;font-size:22px;font-weight:650;font-variant-numeric:tabular-nums}
        .cards span,.soft,.row p{color:var(--soft);font-size:13px}
        .warnings{color:var(--warn);padding-left:20px}
        .grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr));gap:16px}
        figure{margin:0;background:var(--card);border:1px solid var(--edge);border-radius:10px;padding:16px;min-width:0}
        figure>svg{display:block;width:100%}
        figure text.over{stroke:var(--card);stroke-width:3px;stroke-linejoin:round;paint-order:stroke}
        .data{unicode-bidi:isolate}
        .bars{list-style:none;margin:10px 0;padding:0}
        .bars li{margin-bottom:8px}
        .bars li>div:first-child{display:flex;justify-content:space-between;gap:12px}
        .bars b{font-variant-numeric:tabular-nums;white-space:nowrap}
        .bar{display:block;width:100%;height:6px}
        .row p{margin:0}
        table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--edge);border-radius:10px;font-variant-numeric:tabular-nums}
        th,td{padding:7px 14px;text-align:right;border-top:1px solid var(--edge);font-weight:400}
        thead th{color:var(--soft);font-size:13px;border-top:0}
        th:first-child{text-align:left}
        tbody th{font-weight:600}
        td .bar{height:4px}
        footer{margin-top:32px;color:var(--soft);font-size:13px}
        @media screen and (max-width:640px){
        main{padding:20px 12px 32px}
        figure{padding:10px}
        .cards div{flex:1 1 40%;min-width:0;padding:10px 12px}
        thead{display:none}
        table,tbody,tr,tbody th,td{display:block}
        tr{padding:8px 12px;border-top:1px solid var(--edge)}
        tbody th,td{border:0;padding:1px 0}
        td:empty{display:none}
        td::before{content:attr(data-head);float:left;margin-right:12px;color:var(--soft)}
        td .bar{clear:both}
        }
        @media print{
        :root{color-scheme:light;--page:#fff;--soft:#444}
        body{font-size:9pt}
        main{max-width:none;padding:0 1px}
        h2{margin-top:24px}
        p,footer{break-inside:avoid}
        footer{margin-top:16px}
        .cards span,.soft,.row p,thead th{font-size:8pt}
        .cards div{padding:8px 12px}
        .grid{grid-template-columns:repeat(2,minmax(0,1fr));gap:12px}
        #rows .grid{grid-template-columns:repeat(3,minmax(0,1fr))}
        figure{padding:12px}
        .bars li{margin-bottom:5px}
        figure,tr,.cards div,.bars li{break-inside:avoid}
        h2,h2+p{break-after:avoid}
        thead{display:table-header-group}
        }
        """;
}
