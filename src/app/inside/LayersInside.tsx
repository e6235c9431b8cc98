import { type ReactNode, useMemo, useState } from 'react';
import type { ModelInside } from '../../pipeline/index.ts';
import { count, plural } from '../ui/figures.ts';
import { Name } from '../ui/Name.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { FileInside } from './FileInside.tsx';
import css from './InsideScreen.module.css';
import { type InsideRow, insideRows, insideWords, nameOf, narrowed } from './insideRows.ts';
import { LayerInside } from './LayerInside.tsx';
import { PickList } from './PickList.tsx';
import { Rails, railsWidth } from './Rails.tsx';

/** The layers of one file: in the order of the computation with its connections, where it is known. */
export function LayersInside(props: {
  slot: 'a' | 'b';
  inside: ModelInside;
  filter: string;
  onFilter: (filter: string) => void;
  switcher: ReactNode;
  onVariable: (id: string) => void;
}) {
  const { inside, filter } = props;
  const [picked, setPicked] = useState<InsideRow | null>(null);
  const all = useMemo(() => insideRows(inside), [inside]);
  const shown = useMemo(() => narrowed(all, filter), [all, filter]);
  const { rails, rows } = shown;
  const at = picked === null ? -1 : rows.indexOf(picked);
  const selected = at < 0 ? null : at;
  const go = (row: InsideRow) => {
    props.onFilter('');
    setPicked(row);
  };
  return (
    <div className={css.views}>
      <div className={css.tools}>
        {props.switcher}
        <div className={css.filter}>
          <SearchField label="Filter by name or class" value={filter} onChange={props.onFilter} />
        </div>
        <span className="muted small" role="status">
          {filter === ''
            ? orderWords(inside, all.idle)
            : `${count(rows.length)} of ${count(all.rows.length)} rows`}
        </span>
      </div>
      {rows.length === 0 ? (
        <p className={css.empty}>
          {filter === '' ? 'The file names no layers.' : `No layer matches “${filter}”.`}
        </p>
      ) : (
        <PickList
          label="Layers"
          count={rows.length}
          selected={selected}
          onSelect={(index) => setPicked(rows[index] ?? null)}
          head={
            <>
              <span className={css.name}>Layer</span>
              <span className={css.class}>Class</span>
              <span className={css.figure}>Parameters</span>
            </>
          }
          margin={rails === null ? 0 : railsWidth(rails)}
          {...(rails === null
            ? {}
            : { beside: (view) => <Rails rails={rails} selected={selected} {...view} /> })}
          line={(index) => {
            const row = rows[index] as InsideRow;
            return {
              key: `${row.layer.id} ${row.call?.call ?? ''}`,
              says: insideWords(row, all.rows, count),
              content: <Line row={row} indented={rails === null && filter === ''} />,
            };
          }}
        />
      )}
      {picked === null ? (
        <FileInside slot={props.slot} inside={inside} />
      ) : (
        <LayerInside inside={inside} row={picked} rows={all.rows} onRow={go} onVariable={props.onVariable} />
      )}
    </div>
  );
}

function Line({ row, indented }: { row: InsideRow; indented: boolean }) {
  const { layer, call } = row;
  return (
    <>
      <span className={css.name} style={indented ? { paddingLeft: layer.depth * 16 } : undefined}>
        <Name text={nameOf(row)} strong={layer.kind === 'model'} />
        {call && call.gives.length > 0 ? (
          <span className={css.output}>output {call.gives.join(', ')}</span>
        ) : null}
      </span>
      <span className={css.class}>{`${layer.className} ${layer.detail}`.trim()}</span>
      <span className={css.figure}>{layer.parameters > 0 ? count(layer.parameters) : ''}</span>
    </>
  );
}

function orderWords({ missing, calls }: ModelInside, idle: number): string {
  if (calls.length === 0) return missing === null ? '' : 'In the order of the file';
  const rest = idle > 0 ? `, then ${plural(idle, 'layer')} that nothing calls` : '';
  return `In the order of the computation${rest}; lines lead to what reads a layer`;
}
