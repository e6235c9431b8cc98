import { useMemo, useState } from 'react';
import type { ModelInside } from '../../pipeline/index.ts';
import type { Report } from '../../report/index.ts';
import { type InsideRow, insideRows, insideWords, nameOf } from '../inside/insideRows.ts';
import { PickList } from '../inside/PickList.tsx';
import { Rails, railsWidth } from '../inside/Rails.tsx';
import { useInside } from '../inside/useInside.ts';
import { look, usePage } from '../state/page.ts';
import { count } from '../ui/figures.ts';
import { Name } from '../ui/Name.tsx';
import { Note } from '../ui/Note.tsx';
import { Prose } from '../ui/Prose.tsx';
import { StateWord } from '../ui/StateWord.tsx';
import { STATE_LOOK } from '../ui/stateLook.ts';
import css from './Connections.module.css';
import tab from './GraphTab.module.css';
import { type GridRow, gridRows, pathOf } from './gridRows.ts';

/** The calls of one model with their connections, each with the state of its pair. */
export function Connections({ report, side }: { report: Report; side: 'a' | 'b' }) {
  const inside = useInside(side);
  if (inside === null) return <div className={tab.waiting} aria-busy="true" />;
  const why = inside.ok ? inside.value.missing : inside.failure.message;
  if (!inside.ok || inside.value.calls.length === 0) {
    return (
      <div className={tab.why}>
        <Note>
          <b>The connections of {side.toUpperCase()} are not known.</b> <Prose text={why ?? ''} />
        </Note>
      </div>
    );
  }
  return <Calls inside={inside.value} report={report} side={side} />;
}

function Calls({ inside, report, side }: { inside: ModelInside; report: Report; side: 'a' | 'b' }) {
  const { rows, rails } = useMemo(() => insideRows(inside), [inside]);
  const pairs = useMemo(() => new Map(gridRows(report).map((row) => [row.layer[side], row])), [report, side]);
  const layer = usePage((page) => page.view.layer);
  const [picked, setPicked] = useState<number | null>(null);
  const pairOf = (row: InsideRow | undefined): GridRow | undefined => pairs.get(row?.layer.id ?? null);
  const isShown = (row: InsideRow | undefined): boolean => {
    const pair = pairOf(row);
    return pair === undefined ? layer === null : pathOf(pair) === layer;
  };
  const first = rows.findIndex((row) => pairOf(row) !== undefined && isShown(row));
  const selected = picked !== null && isShown(rows[picked]) ? picked : first < 0 ? null : first;
  const select = (at: number) => {
    const pair = pairOf(rows[at]);
    setPicked(at);
    look({ layer: pair === undefined ? null : pathOf(pair) });
  };
  const inkOf = (at: number): string | null => {
    const pair = pairOf(rows[at]);
    return pair && STATE_LOOK[pair.state].loud ? STATE_LOOK[pair.state].ink : null;
  };
  return (
    <PickList
      label={`Connections of ${side.toUpperCase()}`}
      count={rows.length}
      selected={selected}
      onSelect={select}
      margin={railsWidth(rails ?? [])}
      beside={(view) => (rails ? <Rails rails={rails} selected={selected} ink={inkOf} {...view} /> : null)}
      head={
        <>
          <span className={css.name}>Layer</span>
          <span className={css.class}>Class</span>
          {report.b === null ? null : <span className={css.state}>State</span>}
        </>
      }
      line={(at) => {
        const row = rows[at] as InsideRow;
        const pair = pairOf(row);
        const words = insideWords(row, rows, count);
        return {
          key: nameOf(row),
          says: pair ? `${words}, ${STATE_LOOK[pair.state].word}` : words,
          content: <Line row={row} pair={pair} side={side} stated={report.b !== null} />,
        };
      }}
    />
  );
}

function Line(props: { row: InsideRow; pair: GridRow | undefined; side: 'a' | 'b'; stated: boolean }) {
  const { row, pair, side } = props;
  const other = side === 'a' ? 'b' : 'a';
  const otherName = pair?.layer[other] ?? null;
  return (
    <>
      <span className={css.name}>
        <Name text={nameOf(row)} />
        {otherName !== null && otherName !== row.layer.id ? (
          <span className={css.other}>
            in {other.toUpperCase()} {otherName}
          </span>
        ) : null}
      </span>
      <span className={css.class}>{`${row.layer.className} ${row.layer.detail}`.trim()}</span>
      {props.stated ? (
        <span className={css.state}>{pair ? <StateWord state={pair.state} /> : null}</span>
      ) : null}
    </>
  );
}
