/** How the report looks, on a screen and on paper. */
export const STYLE = `*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--surface-sunk);color:var(--text);font:400 var(--base)/1.45 var(--sans);font-variant-numeric:tabular-nums}
h1,h2,h3,p,ul,dl,dd,figure,pre{margin:0;padding:0}
h1,h2,h3{font-size:inherit;font-weight:620}
ul{list-style:none}
code,pre{font-family:var(--mono);font-size:.923em;font-variant-ligatures:none}
code{overflow-wrap:anywhere}
b{font-weight:550}
:focus-visible{outline:2px solid var(--text);outline-offset:2px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.muted,.cap{color:var(--muted)}
.cap{font-size:var(--small)}
.cap b{color:var(--text)}
.i{width:16px;height:16px;flex:none;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round;vertical-align:-3px}
.sheet{max-width:900px;margin:0 auto;background:var(--surface);padding:40px 48px 56px;display:grid;gap:28px;grid-template-columns:minmax(0,1fr);min-height:100vh;align-content:start}
.sheet h2{font-size:var(--title);padding-bottom:6px;border-bottom:1px solid var(--line-strong);margin-bottom:10px;break-after:avoid}
.sheet h2 .muted{font-weight:400;font-size:var(--read)}
.sheet h3{margin:14px 0 4px;break-after:avoid}
.top{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:6px 16px}
.brand{display:flex;align-items:center;gap:8px;font-weight:650;font-size:var(--read)}
.mark{width:22px;height:22px;flex:none}
.side{display:inline-grid;place-items:center;width:18px;height:18px;flex:none;border-radius:3px;font:650 11px/1 var(--sans);color:var(--c);background:var(--t);box-shadow:inset 0 0 0 1px color-mix(in srgb,var(--c) 35%,transparent)}
.side.a{--c:var(--a);--t:var(--a-tint)}
.side.b{--c:var(--b);--t:var(--b-tint)}
.ans{display:grid;grid-template-columns:44px minmax(0,1fr);gap:0 16px}
.lamp{width:44px;height:44px;border-radius:10px;display:grid;place-items:center;color:var(--vc);background:var(--vt);margin-top:3px}
.lamp .i{width:26px;height:26px;stroke-width:1.7}
.verdict.different{--vc:var(--different);--vt:var(--different-tint)}
.verdict.equivalent{--vc:var(--equivalent);--vt:var(--equivalent-tint)}
.verdict.identical{--vc:var(--identical);--vt:var(--identical-tint)}
.verdict.inconclusive{--vc:var(--inconclusive);--vt:var(--inconclusive-tint)}
.verdict.inconclusive .lamp{background:repeating-linear-gradient(135deg,var(--vt) 0 6px,transparent 6px 9px);box-shadow:inset 0 0 0 1px var(--line-strong)}
.word{display:inline-flex;flex-wrap:wrap;align-items:center;gap:4px 10px;color:var(--vc);font-weight:620;font-size:var(--read)}
.badge{display:inline-flex;vertical-align:middle;align-items:center;gap:5px;height:20px;padding:0 7px 0 5px;border-radius:10px;font-size:var(--small);font-weight:550;color:var(--text);background:var(--surface-selected);white-space:nowrap}
.badge.possible,.badge.ask{background:none;box-shadow:inset 0 0 0 1px var(--line-strong)}
h1{font-size:var(--verdict);line-height:1.22;letter-spacing:-.018em;text-wrap:balance;max-width:34em;margin:4px 0 6px;overflow-wrap:anywhere}
h1 code{font-size:.88em;letter-spacing:-.03em;font-weight:600}
.why{font-size:var(--read);color:var(--muted);max-width:76ch;text-wrap:pretty;overflow-wrap:anywhere}
.why b{color:var(--text)}
.facts{display:grid;grid-template-columns:repeat(4,auto);justify-content:space-between;gap:12px 24px;margin-top:20px;padding:14px 0;border:solid var(--line);border-width:1px 0}
.facts dt{color:var(--muted);font-size:var(--small)}
.facts dd{font-size:var(--large);font-weight:560;letter-spacing:-.01em;line-height:1.25;overflow-wrap:anywhere}
.facts dd small{font-size:var(--small);color:var(--muted);font-weight:400;letter-spacing:0}
.say{font-size:var(--read);max-width:76ch;text-wrap:pretty;overflow-wrap:anywhere}
.two{display:grid;grid-template-columns:minmax(0,1fr) 340px;gap:20px}
.stack{display:grid;gap:10px;align-content:start;grid-template-columns:minmax(0,1fr)}
.where{display:grid;gap:3px;font-size:var(--small)}
.measured{font-size:var(--small);color:var(--muted);display:grid;gap:5px;overflow-wrap:anywhere}
.measured li{padding-left:12px;border-left:2px solid var(--line)}
.code{background:var(--code-ground);border:1px solid var(--line);border-radius:6px;padding:8px 10px;overflow-x:auto;font-size:12px;line-height:1.5;margin-top:10px}
.code code{overflow-wrap:normal;font-size:inherit}
.chart text{font:11px var(--sans);fill:var(--muted);font-variant-numeric:tabular-nums}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:14px 20px;margin-top:12px}
.charts figure{break-inside:avoid;min-width:0}
.tblw{overflow-x:auto}
.tbl{width:100%;border-collapse:collapse;font-size:var(--small)}
.tbl th,.tbl td{height:var(--row);padding:3px 8px;border-bottom:1px solid var(--grid-line);text-align:left}
.tbl th{font-weight:550;color:var(--muted)}
.tbl thead th{border-bottom-color:var(--line-strong);white-space:nowrap}
.tbl tbody th{font-weight:400;min-width:120px}
.tbl tbody th code{color:var(--text)}
.tbl .num{text-align:right;white-space:nowrap}
.tbl .bars{width:20%;min-width:64px}
.tbl .line{white-space:nowrap}
.tbl tr.gap td{color:var(--muted);height:22px;padding-top:0;padding-bottom:0;background:repeating-linear-gradient(135deg,transparent 0 5px,var(--grid-line) 5px 6px)}
.tbl tr.gap span{background:var(--surface);padding:0 6px}
.files td,.files th{overflow-wrap:anywhere}
.files .tbl{table-layout:fixed}
.files th:first-child{width:150px}
.files thead th{white-space:normal;color:var(--text)}
.files tbody th{min-width:72px}
.all td:nth-child(2){font-family:var(--mono);font-size:.923em;overflow-wrap:anywhere;unicode-bidi:isolate}
.st{display:inline-flex;vertical-align:middle;align-items:center;gap:5px;color:var(--c,var(--muted));white-space:nowrap}
.st.born,.st.different,.st.shape{--c:var(--row-born);font-weight:550}
.st.inherited{--c:var(--row-inherited)}
.st.amplified{--c:var(--row-amplified);font-weight:550}
.st.absorbed{--c:var(--row-absorbed)}
.st.moved{--c:var(--var-moved);font-weight:550}
.st.transformed{--c:var(--var-transformed);font-weight:550}
.st.only-a{--c:var(--a)}.st.only-b{--c:var(--b)}
.rbar{position:relative;height:14px;background:linear-gradient(90deg,var(--floor) var(--f,0%),transparent var(--f,0%))}
.rbar i{position:absolute;left:0;height:5px;border-radius:0 2px 2px 0}
.rbar .own{top:1px;background:var(--own)}
.rbar .inh{top:8px;background:repeating-linear-gradient(135deg,var(--inherited) 0 2px,color-mix(in srgb,var(--inherited) 45%,transparent) 2px 4px)}
.rbar .calm{background:var(--calm)}
.ruled{columns:2 260px;column-gap:24px}
.ruled li{display:grid;grid-template-columns:16px minmax(0,1fr);gap:8px;padding:7px 0;border-top:1px solid var(--line);font-size:var(--small);break-inside:avoid;overflow-wrap:anywhere}
.ruled .i{margin-top:1px;color:var(--muted)}
.ruled span{color:var(--muted)}
summary{cursor:pointer;list-style:none;display:flex;align-items:center;gap:6px;min-height:28px;color:var(--muted);font-size:var(--small)}
summary::-webkit-details-marker{display:none}
details[open]>summary>.i{transform:rotate(90deg)}
details{margin-top:6px}
.how{font-size:var(--small);color:var(--muted);display:grid;gap:3px;max-width:90ch;overflow-wrap:anywhere}
@media (max-width:700px){
.sheet{padding:20px 16px;gap:24px}
.ans{grid-template-columns:32px minmax(0,1fr);gap:0 10px}
.lamp{width:32px;height:32px;border-radius:6px}.lamp .i{width:20px;height:20px}
h1{font-size:1.3125rem}
.facts{grid-template-columns:1fr 1fr}.facts dd{font-size:var(--title)}
.two{grid-template-columns:minmax(0,1fr)}
.wide{display:none}
.files th:first-child{width:84px}
.tbl th,.tbl td{padding:3px 5px}
.tbl th:first-child,.tbl td:first-child{padding-left:0}
}
@media (pointer:coarse){:root{--row:32px}summary{min-height:44px}}
@media (forced-colors:active){.rbar i,.chart{forced-color-adjust:none}.side,.badge{border:1px solid CanvasText}.st,.word{color:CanvasText}}
@media print{
@page{margin:14mm 12mm}
:root{color-scheme:light;--surface-sunk:#fff;--row:22px}
body{font-size:11px;background:#fff}
.sheet{padding:0;max-width:none;gap:20px}
.tblw{overflow:visible}
.code{white-space:pre-wrap}
thead{display:table-header-group}
tr,.ruled li,.code,figure,.facts,.ans{break-inside:avoid}
details.long{display:none}
details::details-content{content-visibility:visible;display:block}
summary .i{display:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
