import { count } from '../ui/figures.ts';
import { Cell } from '../ui/GridParts.tsx';
import { onLogAxis } from '../ui/logAxis.ts';
import css from './Bars.module.css';
import type { GridRow } from './gridRows.ts';
import { barWords } from './rowWords.ts';

const NOISE = 10;

/** Own error above, inherited below, on the logarithmic axis, with this layer's own noise shaded. */
export function Bars({ row, rolledUp }: { row: GridRow; rolledUp: boolean }) {
  const { own, input, floor } = row.errors;
  const shown = !row.block || rolledUp;
  const noise = floor === null ? null : floor * NOISE;
  const [nanA, nanB] = [row.run?.nanA ?? 0, row.run?.nanB ?? 0];
  const nan = nanA !== nanB;
  const style = noise === null ? undefined : { '--floor-at': `${onLogAxis(noise) * 100}%` };
  return (
    <Cell className={css.bars} style={style as React.CSSProperties} aria-label={barWords(row)}>
      {shown && row.run?.verdict === 'not-run' ? <span className={css.says}>not run</span> : null}
      {shown && nan ? (
        <span className={css.nan}>
          <span>
            NaN {count(nanB)} in B, {count(nanA)} in A
          </span>
        </span>
      ) : null}
      {shown && !nan && nanA > 0 ? <span className={css.says}>NaN {count(nanA)} in both</span> : null}
      {shown && !nan ? <Bar kind="own" value={own} noise={noise} /> : null}
      {shown && !nan ? <Bar kind="inherited" value={input} noise={noise} /> : null}
    </Cell>
  );
}

function Bar({
  kind,
  value,
  noise,
}: {
  kind: 'own' | 'inherited';
  value: number | null;
  noise: number | null;
}) {
  if (value === null || value === 0) return null;
  const calm = noise !== null && value <= noise;
  return (
    <i className={css[kind]} data-calm={calm || undefined} style={{ width: `${onLogAxis(value) * 100}%` }} />
  );
}
