import { isObject, type Json } from '../../model/index.ts';
import type { ModelInside } from '../../pipeline/index.ts';
import { count } from '../ui/figures.ts';
import { Name } from '../ui/Name.tsx';
import { ScrollRegion } from '../ui/ScrollRegion.tsx';
import css from './InsideScreen.module.css';
import { type InsideRow, nameOf } from './insideRows.ts';

/** Links shown to the neighbours of a layer. */
const MOST = 24;

/** Longer option values are cut: a vocabulary can be an option. */
const MOST_TEXT = 600;

/** One layer of the file: what it reads and what reads it, its weights, its options. */
export function LayerInside(props: {
  inside: ModelInside;
  row: InsideRow;
  rows: readonly InsideRow[];
  onRow: (row: InsideRow) => void;
  onVariable: (id: string) => void;
}) {
  const { row, rows, inside } = props;
  const { layer, call } = row;
  const own = rows.indexOf(row);
  const readers = rows.filter((other) => other.call?.reads.includes(own));
  const reads = (call?.reads ?? []).flatMap((at) => rows[at] ?? []);
  const variables = inside.variables.filter((it) => it.layer === layer.id);
  const options = Object.entries(layer.config);
  return (
    <ScrollRegion label={`Layer ${layer.id}`} className={css.side}>
      <div>
        <h2>
          <Name text={nameOf(row)} strong />
        </h2>
        <p className="muted">
          {`${layer.className} ${layer.detail}`.trim()}
          {layer.kind === 'custom' ? ', custom: its code is not in the file' : ''}
        </p>
      </div>
      {call === null ? null : (
        <dl className={css.reads}>
          <Neighbours name="Reads" rows={reads} none="nothing: it is an input" onRow={props.onRow} />
          <Neighbours name="Read by" rows={readers} none="nothing" onRow={props.onRow} />
        </dl>
      )}
      <div>
        <h3>Weights</h3>
        {variables.length === 0 ? (
          <p className="muted">The file holds none for it.</p>
        ) : (
          <table className="table">
            <caption className="sr">Weights of {layer.id}</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Shape</th>
                <th scope="col">Type</th>
              </tr>
            </thead>
            <tbody>
              {variables.map((variable) => (
                <tr key={variable.id}>
                  <th scope="row">
                    <button type="button" className={css.link} onClick={() => props.onVariable(variable.id)}>
                      <code>{variable.role}</code>
                    </button>
                  </th>
                  <td>{variable.shape.join(' × ') || 'scalar'}</td>
                  <td>{variable.dtype}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <div>
        <h3>Options</h3>
        {options.length === 0 ? (
          <p className="muted">The file states none.</p>
        ) : (
          <table className="table">
            <caption className="sr">Options of {layer.id} as the file states them</caption>
            <tbody>
              {options.map(([key, value]) => (
                <tr key={key}>
                  <th scope="row">
                    <code>{key}</code>
                  </th>
                  <td className={css.value}>
                    <Option value={value} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </ScrollRegion>
  );
}

function Neighbours(props: {
  name: string;
  rows: readonly InsideRow[];
  none: string;
  onRow: (row: InsideRow) => void;
}) {
  const { rows } = props;
  return (
    <>
      <dt>{props.name}</dt>
      <dd>
        {rows.length === 0 ? <span className="muted">{props.none}</span> : null}
        {rows.slice(0, MOST).map((row) => (
          <button key={nameOf(row)} type="button" className={css.link} onClick={() => props.onRow(row)}>
            <code>{nameOf(row)}</code>
          </button>
        ))}
        {rows.length > MOST ? <span className="muted">and {count(rows.length - MOST)} more</span> : null}
      </dd>
    </>
  );
}

/** An option's value. A serialised object is its class and what it was made with; the tooltip has it as it is stored. */
function Option({ value }: { value: Json }) {
  const object = isObject(value) ? value : {};
  if (typeof object.class_name !== 'string') return <code>{optionText(value)}</code>;
  const { config } = object;
  const bare = config === undefined || config === null || JSON.stringify(config) === '{}';
  return (
    <code title={optionText(value)}>
      {object.class_name} {bare ? '' : optionText(config)}
    </code>
  );
}

function optionText(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.length <= MOST_TEXT) return text;
  return `${text.slice(0, MOST_TEXT)} … (${count(text.length)} characters)`;
}
