import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { RowGroup } from '../ui/GridParts.tsx';
import { useMedia } from '../ui/useMedia.ts';
import { GridHead } from './GridHead.tsx';
import { GridRowView } from './GridRowView.tsx';
import { type GridRow, rollUp } from './gridRows.ts';
import css from './LayerGrid.module.css';
import type { Move } from './moves.ts';
import { Ruler } from './Ruler.tsx';
import { useRowHeight } from './useRowHeight.ts';
import { Wires } from './Wires.tsx';

const RULER_FROM = 200;
const HEAD = 35;

/** What others may do with the grid. */
export interface GridHandle {
  focus(): void;
}

interface Props {
  readonly rows: readonly GridRow[];
  /** Indices of the rows on the list, in order. */
  readonly visible: readonly number[];
  readonly moves: readonly Move[];
  readonly selected: number | null;
  readonly folded: ReadonlySet<number>;
  readonly onSelect: (row: GridRow) => void;
  readonly onToggle: (row: GridRow) => void;
  readonly onOpen: (row: GridRow) => void;
  readonly onKey: (event: React.KeyboardEvent, pageSize: number) => void;
  readonly handle: Ref<GridHandle>;
}

/** Both models' layers, side by side in one scroller. Only the rows in view exist. */
export function LayerGrid(props: Props) {
  const { rows, visible, selected, folded } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const wide = useMedia('(min-width: 1600px)');
  const narrow = useMedia('(max-width: 700px)');
  const positions = useMemo(() => positionsOf(rows, visible), [rows, visible]);
  const selectedAt = selected === null ? -1 : visible.indexOf(selected);
  const virtual = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: narrow ? 0 : HEAD,
    scrollMargin: narrow ? 0 : HEAD,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return selectedAt < 0 || shown.includes(selectedAt)
        ? shown
        : [...shown, selectedAt].sort((x, y) => x - y);
    },
  });
  useEffect(() => {
    if (rowHeight > 0) virtual.measure();
  }, [virtual, rowHeight]);
  // Also when the grid gets smaller, as it does when the details open below it.
  const viewHeight = virtual.scrollRect?.height ?? 0;
  useEffect(() => {
    if (selectedAt >= 0 && viewHeight > 0) virtual.scrollToIndex(selectedAt, { align: 'auto' });
  }, [virtual, selectedAt, viewHeight]);
  useImperativeHandle(
    props.handle,
    () => ({ focus: () => scroller.current?.focus({ preventScroll: true }) }),
    [],
  );

  const ticks = useMemo(
    () => visible.flatMap((index, at) => (rows[index]?.differs ? [at] : [])),
    [rows, visible],
  );
  const height = scroller.current?.clientHeight ?? 600;
  const top = virtual.scrollOffset ?? 0;
  const first = Math.floor(top / rowHeight);
  const last = Math.min(visible.length - 1, Math.ceil((top + height - HEAD) / rowHeight) - 1);
  const ruler = visible.length >= RULER_FROM;
  const jump = (position: number) => virtual.scrollToIndex(position, { align: 'center' });
  return (
    <div className={css.frame}>
      <div
        ref={scroller}
        className={css.grid}
        role="treegrid"
        aria-label="Layers"
        aria-rowcount={visible.length + 1}
        aria-activedescendant={selectedAt >= 0 ? `layer-${selected}` : undefined}
        tabIndex={0}
        data-many={rows.length >= 1000 || undefined}
        data-ruler={ruler || undefined}
        onKeyDown={(event) => props.onKey(event, Math.max(1, Math.floor((height - HEAD) / rowHeight) - 1))}
      >
        <GridHead />
        <RowGroup className={css.body} style={{ height: visible.length * rowHeight }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[visible[item.index] ?? -1];
            return row ? (
              <GridRowView
                key={row.index}
                row={row}
                id={`layer-${row.index}`}
                position={item.index}
                top={item.index * rowHeight}
                height={rowHeight}
                selected={row.index === selected}
                folded={row.block && folded.has(row.index)}
                rollUp={row.block ? rollUp(rows, row) : null}
                onSelect={props.onSelect}
                onToggle={props.onToggle}
                onOpen={props.onOpen}
              />
            ) : null;
          })}
          {props.moves.length > 0 && !narrow ? (
            <div className={css.wires} aria-hidden="true">
              <Wires
                moves={props.moves}
                positions={positions}
                rowHeight={rowHeight}
                first={first}
                last={last}
                width={wide ? 64 : 56}
                selected={selected}
                onJump={(row) => jump(positions.get(row) ?? 0)}
              />
            </div>
          ) : null}
        </RowGroup>
      </div>
      {ruler ? <Ruler ticks={ticks} total={visible.length} first={first} last={last} onJump={jump} /> : null}
    </div>
  );
}

/** Where each row stands; rows inside a folded block stand where the block does. */
function positionsOf(rows: readonly GridRow[], visible: readonly number[]): Map<number, number> {
  const positions = new Map(visible.map((index, at) => [index, at]));
  for (const row of rows) {
    const above = positions.get(row.parent);
    if (!positions.has(row.index) && above !== undefined) positions.set(row.index, above);
  }
  return positions;
}
