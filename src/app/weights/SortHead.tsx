import { ColumnHeader, Row, RowGroup } from '../ui/GridParts.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Side } from '../ui/Side.tsx';
import css from './VariableTable.module.css';
import type { Sorting, SortKey } from './variableList.ts';

const COLUMNS: readonly { readonly key: SortKey; readonly name: string; readonly right?: boolean }[] = [
  { key: 'name', name: 'Variable' },
  { key: 'file', name: 'In B' },
  { key: 'status', name: 'State' },
  { key: 'size', name: 'Shape', right: true },
  { key: 'maxAbs', name: 'Largest Δ', right: true },
  { key: 'maxRel', name: 'Largest relative', right: true },
  { key: 'differ', name: 'Values that differ', right: true },
];

/** Column names that sort. The first press of a figure brings the largest up. */
export function SortHead({ sorting, onSort }: { sorting: Sorting; onSort: (sorting: Sorting) => void }) {
  return (
    <RowGroup className={css.headGroup}>
      <Row className={css.head} aria-rowindex={1}>
        {COLUMNS.map((column) => (
          <SortColumn key={column.key} column={column} sorting={sorting} onSort={onSort} />
        ))}
      </Row>
    </RowGroup>
  );
}

function SortColumn(props: {
  column: (typeof COLUMNS)[number];
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
}) {
  const { column, sorting } = props;
  const { key, name, right = false } = column;
  const active = sorting.by === key;
  const order = sorting.down ? 'descending' : 'ascending';
  return (
    <ColumnHeader data-right={right || undefined} aria-sort={active ? order : 'none'}>
      <button
        type="button"
        title={key === 'file' ? 'In the order of the file' : `Sort by ${name}`}
        onClick={() => props.onSort({ by: key, down: active ? !sorting.down : right })}
      >
        {key === 'name' ? <Side of="a" /> : null}
        {key === 'file' ? <Side of="b" /> : null}
        {name}
        {active && key !== 'file' ? <Icon glyph={sorting.down ? 'down' : 'up'} /> : null}
      </button>
    </ColumnHeader>
  );
}
