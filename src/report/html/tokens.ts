/** Colours by meaning, light and dark: the tokens of the page that a report uses. */
const COLORS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  surface: ['#ffffff', '#15171c'],
  'surface-sunk': ['#f4f5f8', '#0e1014'],
  'surface-selected': ['#e4e8f0', '#2c323d'],
  line: ['#dcdfe6', '#2b3039'],
  'line-strong': ['#818894', '#737b89'],
  text: ['#15181e', '#e9ebef'],
  muted: ['#545b68', '#a6adba'],
  a: ['#1a59b8', '#82b5ff'],
  'a-fill': ['#3f82e0', '#4a8ae0'],
  'a-tint': ['#e8f0fd', '#16263f'],
  b: ['#944600', '#ffb066'],
  'b-fill': ['#d9720b', '#d97a1e'],
  'b-tint': ['#fdf0e1', '#35230f'],
  identical: ['#09684f', '#5ccfae'],
  'identical-tint': ['#e3f4ee', '#10291f'],
  equivalent: ['#09636f', '#63c8d8'],
  'equivalent-tint': ['#e1f3f5', '#0f282d'],
  different: ['#b00f3f', '#ff86a0'],
  'different-tint': ['#fdebf0', '#38151f'],
  inconclusive: ['#464d5a', '#bcc3cf'],
  'inconclusive-tint': ['#eceef2', '#252a32'],
  'row-equal': ['#545b68', '#a6adba'],
  'row-born': ['#b00f3f', '#ff86a0'],
  'row-inherited': ['#80485a', '#d6a3b2'],
  'row-amplified': ['#8f1f78', '#f28ad8'],
  'row-absorbed': ['#375f6c', '#94bac7'],
  'var-moved': ['#6236bd', '#bba3ff'],
  'var-transformed': ['#4a4fb8', '#a4aeff'],
  'grid-line': ['#e9ebf0', '#23272f'],
  floor: ['#e3e6ec', '#2a2f38'],
  own: ['#d5265a', '#e64f78'],
  inherited: ['#a4788a', '#96707f'],
  calm: ['#868d99', '#6f7786'],
  after: ['#0b7d88', '#49b3c4'],
  'code-ground': ['#f4f5f8', '#101217'],
};

const TYPE = `--sans:-apple-system,BlinkMacSystemFont,"Segoe UI Variable Text","Segoe UI",Inter,Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;
--mono:ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"Roboto Mono","DejaVu Sans Mono","Liberation Mono",monospace;
--small:.75rem;--base:.8125rem;--read:.875rem;--title:1rem;--large:1.25rem;--verdict:1.625rem;--row:28px;`;

const light = Object.entries(COLORS).map(([name, [value]]) => `--${name}:${value};`);
const both = Object.entries(COLORS).map(([name, pair]) => `--${name}:light-dark(${pair.join(',')});`);

/** The custom properties of the report: light where `light-dark()` is not known, and on paper. */
export const TOKENS = `:root{color-scheme:light dark;${light.join('')}${TYPE}}
@supports (color:light-dark(#000,#fff)){:root{${both.join('')}}}
@media (prefers-contrast:more){:root{--line:var(--line-strong);--muted:var(--text)}}
`;
