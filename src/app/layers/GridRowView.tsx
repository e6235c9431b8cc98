import { count, figure } from '../ui/figures.ts';
import { Cell, Row } from '../ui/GridParts.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Name } from '../ui/Name.tsx';
import { StateWord } from '../ui/StateWord.tsx';
import { Bars } from './Bars.tsx';
import type { GridRow } from './gridRows.ts';
import css from './LayerGrid.module.css';
import { PairingCell } from './PairingCell.tsx';
import { rowWords } from './rowWords.ts';
import { weightsWord } from './weightsWord.ts';

/** What a row needs besides its data. */
export interface RowProps {
  readonly row: GridRow;
  readonly id: string;
  readonly position: number;
  readonly top: number;
  readonly height: number;
  readonly selected: boolean;
  readonly folded: boolean;
  readonly rollUp: { readonly total: number; readonly differ: number } | null;
  readonly onSelect: (row: GridRow) => void;
  readonly onToggle: (row: GridRow) => void;
  readonly onOpen: (row: GridRow) => void;
}

/** One line of the grid: A, how paired, B, weights, bars, Δ, state. */
export function GridRowView(props: RowProps) {
  const { row, selected, folded } = props;
  const weights = weightsWord(row);
  const moved = !row.block && row.variables.some((variable) => variable.status === 'moved');
  const loud = row.state === 'born' || row.state === 'amplified';
  return (
    <Row
      id={props.id}
      className={css.row}
      data-state={row.state}
      data-block={row.block || undefined}
      data-moved={moved || undefined}
      aria-rowindex={props.position + 2}
      aria-level={row.layer.depth + 1}
      aria-selected={selected}
      aria-expanded={row.block ? !folded : undefined}
      aria-label={rowWords(row)}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      onClick={() => props.onSelect(row)}
      onDoubleClick={() => props.onOpen(row)}
    >
      <Cell className={css.index}>{count(row.index + 1)}</Cell>
      <NameCell row={row} side="a" folded={folded} onToggle={props.onToggle} />
      <PairingCell row={row} />
      <NameCell row={row} side="b" folded={folded} onToggle={props.onToggle} />
      <Cell className={css.weights} title={weights?.says}>
        {weights ? <StateWord state={weights.state} says={weights.says} /> : null}
      </Cell>
      <Bars row={row} rolledUp={folded} />
      <Cell className={css.out} data-loud={loud || undefined}>
        {row.block && !folded ? '' : outOf(row)}
      </Cell>
      <Cell className={css.state}>
        {props.rollUp ? (
          <span className="muted">
            {props.rollUp.differ} of {count(props.rollUp.total)}
          </span>
        ) : (
          <StateWord state={row.state} />
        )}
      </Cell>
    </Row>
  );
}

function outOf(row: GridRow): string {
  return row.errors.out === null ? '' : figure(row.errors.out);
}

function NameCell(props: {
  row: GridRow;
  side: 'a' | 'b';
  folded: boolean;
  onToggle: (row: GridRow) => void;
}) {
  const { row, side } = props;
  const name = side === 'a' ? row.nameA : row.nameB;
  if (name === null) {
    return <Cell className={css.none}>not in {side.toUpperCase()}</Cell>;
  }
  const className = (side === 'b' && row.layer.classNameB) || row.layer.className;
  return (
    <Cell
      className={css.name}
      data-depth={row.layer.depth || undefined}
      style={{ '--depth': row.layer.depth } as React.CSSProperties}
    >
      {row.block ? (
        <button
          type="button"
          className={css.twist}
          tabIndex={-1}
          aria-label={`${props.folded ? 'Unfold' : 'Fold'} ${name}`}
          onClick={(event) => {
            event.stopPropagation();
            props.onToggle(row);
          }}
        >
          <Icon glyph={props.folded ? 'right' : 'down'} />
        </button>
      ) : null}
      <Name text={name} strong={row.block} />
      <span className={css.className}>
        <span>{`${className} ${row.block ? '' : row.layer.detail}`.trim()}</span>
      </span>
    </Cell>
  );
}
