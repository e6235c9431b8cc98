import { Cell } from '../ui/GridParts.tsx';
import type { GridRow } from './gridRows.ts';
import css from './PairingCell.module.css';
import { pairingWords } from './rowWords.ts';

const UNSURE = 0.8;

/** The gutter of one row: a line between partners, with what is unusual about the pairing written on it. */
export function PairingCell({ row }: { row: GridRow }) {
  const { a, b, how, confidence } = row.layer;
  const words = pairingWords(row);
  const unsure = confidence !== null && confidence < UNSURE;
  const title = confidence === null ? words : `${words}, ${Math.round(confidence * 100)} % sure`;
  return (
    <Cell className={css.cell} aria-label={words} title={title}>
      {a === null || b === null ? <Half side={a === null ? 'b' : 'a'} /> : null}
      {a !== null && b !== null && words !== 'values moved' ? (
        <i className={css.wire} data-unsure={unsure || undefined} />
      ) : null}
      {words.startsWith('name differs') ? (
        <span className={css.tie} aria-hidden="true">
          <span>name</span>
        </span>
      ) : null}
      {how === 'by-hand' ? (
        <span className={css.tie} aria-hidden="true">
          <span>hand</span>
        </span>
      ) : null}
    </Cell>
  );
}

function Half({ side }: { side: 'a' | 'b' }) {
  return (
    <svg className={css.half} data-side={side} viewBox="0 0 32 16" aria-hidden="true">
      <path d={side === 'b' ? 'M8 8h24M8 4v8M4 8h4' : 'M0 8h24M24 4v8M24 8h4'} />
    </svg>
  );
}
