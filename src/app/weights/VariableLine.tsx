import { count, figure } from '../ui/figures.ts';
import { Cell, Row } from '../ui/GridParts.tsx';
import { Name } from '../ui/Name.tsx';
import { StateWord } from '../ui/StateWord.tsx';
import css from './VariableTable.module.css';
import type { ListedVariable } from './variableList.ts';

/** One variable on the list. */
export function VariableLine(props: {
  variable: ListedVariable;
  position: number;
  height: number;
  selected: boolean;
  onSelect: () => void;
  onOpen: () => void;
}) {
  const { row, size } = props.variable;
  return (
    <Row
      id={`variable-${props.position}`}
      className={css.row}
      data-state={row.status}
      aria-rowindex={props.position + 2}
      aria-selected={props.selected}
      style={{ transform: `translateY(${props.position * props.height}px)`, height: props.height }}
      onClick={() => {
        props.onSelect();
        props.onOpen();
      }}
    >
      <Cell className={css.name}>
        {row.a === null ? <span className="muted">not in A</span> : <Name text={row.a} />}
      </Cell>
      <Cell className={css.name}>{otherName(row.a, row.b, row.movedFrom)}</Cell>
      <Cell>
        <StateWord
          state={row.status}
          {...(row.transform ? { says: row.transform.replaceAll('-', ' ') } : {})}
        />
      </Cell>
      <Cell className="num">{row.shape.join(' × ') || 'scalar'}</Cell>
      <Cell className="num">{row.maxAbs === null ? '' : figure(row.maxAbs)}</Cell>
      <Cell className="num">{row.maxRel === null ? '' : figure(row.maxRel)}</Cell>
      <Cell className="num">
        {row.countDifferent === null ? '' : `${count(row.countDifferent)} of ${count(size)}`}
      </Cell>
    </Row>
  );
}

function otherName(a: string | null, b: string | null, movedFrom: string | undefined) {
  if (b === null) return <span className="muted">not in B</span>;
  if (movedFrom !== undefined) {
    return (
      <span className={css.from}>
        holds <Name text={movedFrom} />
      </span>
    );
  }
  return a === b ? <span className="muted">same name</span> : <Name text={b} />;
}
