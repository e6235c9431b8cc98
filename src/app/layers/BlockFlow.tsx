import { useMemo } from 'react';
import type { Report } from '../../report/index.ts';
import { look, UNNARROWED, usePage } from '../state/page.ts';
import { count } from '../ui/figures.ts';
import { Icon } from '../ui/Icon.tsx';
import { Name } from '../ui/Name.tsx';
import { ScrollRegion } from '../ui/ScrollRegion.tsx';
import { StateWord } from '../ui/StateWord.tsx';
import { STATE_LOOK } from '../ui/stateLook.ts';
import css from './BlockFlow.module.css';
import { type GridRow, gridRows, pathOf, rollUp } from './gridRows.ts';
import { rowWords } from './rowWords.ts';

const OPEN_UP_TO = 400;
const MOST = 2000;

/** The model as a flow of layers in graph order, blocks as frames, each layer with its state. */
export function BlockFlow({ report }: { report: Report }) {
  const rows = useMemo(() => gridRows(report), [report]);
  const states = [...new Set(rows.filter((row) => !row.block).map((row) => row.state))];
  const tops = rows.filter((row) => row.parent < 0);
  return (
    <ScrollRegion label="Blocks" className={css.page}>
      <p className={css.legend}>
        <span className="muted">A press shows the layer in the list.</span>
        {states.map((state) => (
          <StateWord key={state} state={state} />
        ))}
      </p>
      <Flow rows={rows} items={tops} open={rows.length <= OPEN_UP_TO} />
      {tops.length > MOST ? (
        <p className="muted">
          The first {count(MOST)} of {count(tops.length)} are drawn. The list under Layers has all of them.
        </p>
      ) : null}
    </ScrollRegion>
  );
}

function Flow({ rows, items, open }: { rows: readonly GridRow[]; items: readonly GridRow[]; open: boolean }) {
  return (
    <ol className={css.flow}>
      {items.slice(0, MOST).map((row) => (
        <li key={row.index} data-block={row.block || undefined}>
          {row.block ? <Block rows={rows} row={row} open={open} /> : <Node row={row} />}
        </li>
      ))}
    </ol>
  );
}

function Block({ rows, row, open }: { rows: readonly GridRow[]; row: GridRow; open: boolean }) {
  const { total, differ } = rollUp(rows, row);
  const inside = rows.slice(row.index + 1, row.end).filter((child) => child.parent === row.index);
  return (
    <details className={css.block} open={open} data-differs={differ > 0 || undefined}>
      <summary>
        <Icon glyph="right" />
        <Name text={row.nameA ?? row.nameB ?? ''} strong />
        {row.nameA !== null && row.nameB !== null && row.nameA !== row.nameB ? (
          <span className="muted">in B {row.nameB}</span>
        ) : null}
        <span className={differ > 0 ? css.loud : 'muted'}>
          {differ} of {count(total)} differ
        </span>
      </summary>
      <Flow rows={rows} items={inside} open={open} />
    </details>
  );
}

function Node({ row }: { row: GridRow }) {
  const selected = usePage((page) => page.view.layer === pathOf(row));
  const state = STATE_LOOK[row.state];
  const renamed = row.nameA !== null && row.nameB !== null && row.nameA !== row.nameB;
  return (
    <button
      type="button"
      className={css.node}
      data-state={row.state}
      data-loud={state.loud || undefined}
      aria-label={rowWords(row)}
      aria-pressed={selected}
      style={{ '--ink': `var(${state.ink})` } as React.CSSProperties}
      onClick={() => look({ tab: 'layers', layer: pathOf(row), ...UNNARROWED })}
    >
      <Icon glyph={state.glyph} />
      <span className={css.words}>
        <Name text={row.nameA ?? row.nameB ?? ''} />
        <span className="muted">
          {renamed ? `in B ${row.nameB}` : `${row.layer.className} ${row.layer.detail}`.trim()}
        </span>
      </span>
    </button>
  );
}
