import { useMemo, useRef, useState } from 'react';
import type { Report } from '../../report/index.ts';
import { useCommand } from '../state/commands.ts';
import { look, UNNARROWED, usePage } from '../state/page.ts';
import { pick, startPairing, stopPairing } from '../state/pairing.ts';
import { useSession } from '../state/SessionContext.ts';
import { copy } from '../state/toasts.ts';
import { Button } from '../ui/Button.tsx';
import { useMedia } from '../ui/useMedia.ts';
import { gridKey } from './gridKey.ts';
import { findRow, type GridRow, gridRows, pathOf } from './gridRows.ts';
import { type GridHandle, LayerGrid } from './LayerGrid.tsx';
import css from './LayersTab.module.css';
import { LayerTools } from './LayerTools.tsx';
import { movesOf } from './moves.ts';
import { PairingBar } from './PairingBar.tsx';
import { RowDetail } from './RowDetail.tsx';
import { visibleRows } from './visibleRows.ts';

/** The layers tab: tools, the grid, and the selected row's detail. */
export function LayersTab({ report }: { report: Report }) {
  const view = usePage((page) => page.view);
  const detail = usePage((page) => page.detail);
  const picking = usePage((page) => page.picking !== null);
  const session = useSession();
  const readOnly = usePage((page) => page.comparison.step === 'opened');
  const roomy = useMedia('(min-width: 2200px)');
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const grid = useRef<GridHandle>(null);
  const rows = useMemo(() => gridRows(report), [report]);
  const moves = useMemo(() => movesOf(report, rows), [report, rows]);
  const { filter, only, state } = view;
  const visible = useMemo(
    () => visibleRows(rows, { filter, only, state, folded }),
    [rows, filter, only, state, folded],
  );
  const selected = findRow(rows, view.layer);
  const narrowed = filter !== '' || only || state !== 'any';

  const select = (row: GridRow | undefined) => {
    if (row) look({ layer: pathOf(row) });
  };
  const toggle = (row: GridRow, fold = !folded.has(row.index)) => {
    const next = new Set(folded);
    if (fold) next.add(row.index);
    else next.delete(row.index);
    setFolded(next);
  };
  const pickRow = (row: GridRow) => void pick(session, row.layer);
  const open = () => {
    if (picking && selected) pickRow(selected);
    else usePage.setState({ detail: true });
  };
  const pair = () => {
    startPairing(selected?.layer.a ?? null);
    grid.current?.focus();
  };
  const step = (by: number) => {
    const at = selected ? visible.indexOf(selected.index) : -1;
    const to =
      at < 0 ? (by > 0 ? 0 : visible.length - 1) : Math.min(visible.length - 1, Math.max(0, at + by));
    select(rows[visible[to] ?? -1]);
  };
  const differences = useMemo(() => rows.filter((row) => row.differs), [rows]);
  const toDifference = (by: 1 | -1) => {
    const at = selected?.index ?? -1;
    const ahead =
      by > 0 ? differences.find((row) => row.index > at) : differences.findLast((row) => row.index < at);
    select(ahead ?? (by > 0 ? differences[0] : differences.at(-1)));
  };

  useCommand('next-row', () => step(1));
  useCommand('previous-row', () => step(-1));
  useCommand('next-difference', () => toDifference(1));
  useCommand('previous-difference', () => toDifference(-1));
  useCommand('first-difference', () => select(differences[0]));
  useCommand('last-row', () => select(rows[visible.at(-1) ?? -1]));
  useCommand('copy-row', () => {
    if (selected) void copy(pathOf(selected), `Copied ${pathOf(selected)}.`);
  });

  useCommand('pair-row', () => {
    if (picking) stopPairing();
    else if (!readOnly && report.b !== null) pair();
  });

  return (
    <div className={css.tab} data-detail={(detail || roomy) && selected ? true : undefined}>
      <LayerTools
        rows={rows}
        visible={visible.length}
        selected={selected}
        differences={differences}
        onStep={toDifference}
        onDone={() => grid.current?.focus()}
      >
        <PairingBar />
      </LayerTools>
      {visible.length === 0 ? (
        <p className={css.empty}>
          {emptyWords(report, filter)}
          {narrowed ? <Button onClick={() => look({ ...UNNARROWED })}>Clear the filter</Button> : null}
          {report.b === null ? (
            <Button onClick={() => look({ tab: 'predictions' })}>Show the predictions</Button>
          ) : null}
        </p>
      ) : (
        <LayerGrid
          rows={rows}
          visible={visible}
          moves={moves}
          selected={selected?.index ?? null}
          folded={folded}
          handle={grid}
          onSelect={(row) => {
            select(row);
            if (picking) pickRow(row);
          }}
          onToggle={(row) => toggle(row)}
          onOpen={(row) => {
            select(row);
            usePage.setState({ detail: true });
          }}
          onKey={(event, page) => gridKey(event, { step, page, selected, rows, select, toggle, open })}
        />
      )}
      {selected && (detail || roomy) ? (
        <RowDetail
          report={report}
          row={selected}
          rows={rows}
          closable={!roomy}
          onSelect={select}
          onPair={readOnly ? null : pair}
          onClose={() => {
            usePage.setState({ detail: false });
            grid.current?.focus();
          }}
        />
      ) : null}
    </div>
  );
}

function emptyWords(report: Report, filter: string): string {
  if (report.b === null)
    return 'One model was compared with its recorded predictions, not with another model. ';
  return filter === '' ? 'No layer is in this state. ' : `No layer matches “${filter}”. `;
}
