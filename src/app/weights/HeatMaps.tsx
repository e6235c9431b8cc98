import { useEffect, useMemo, useRef, useState } from 'react';
import type { VariableDetail } from '../../pipeline/index.ts';
import { useCommand } from '../state/commands.ts';
import { usePage } from '../state/page.ts';
import { Button } from '../ui/Button.tsx';
import { count, figure, plural } from '../ui/figures.ts';
import { Panel } from '../ui/Panel.tsx';
import { Select } from '../ui/Select.tsx';
import { Side } from '../ui/Side.tsx';
import { useMedia } from '../ui/useMedia.ts';
import { HeatMap } from './HeatMap.tsx';
import css from './HeatMaps.module.css';
import { centredOn, type MapView, WHOLE, zoomed } from './mapView.ts';
import { deltaRamp, largestOf, magnitudeRamp } from './ramps.ts';
import { savePicture } from './savePicture.ts';
import { sliced, slicesOf } from './slices.ts';
import view from './ValuesView.module.css';

type Heat = NonNullable<VariableDetail['heat']>;

/** A, B and their difference as maps that zoom and pan together. */
export function HeatMaps(props: {
  heat: Heat;
  shape: readonly number[];
  centre: readonly number[] | null;
  /** Both hold the same: one map is enough. */
  alike: boolean;
  /** There is one file, on this side. */
  only?: 'a' | 'b';
  name: string;
}) {
  const { shape, centre, only } = props;
  const [plane, setPlane] = useState<number | null>(null);
  const slices = useMemo(() => slicesOf(props.heat, shape), [props.heat, shape]);
  const heat = useMemo(
    () => (slices && plane !== null ? sliced(props.heat, slices, plane) : props.heat),
    [props.heat, slices, plane],
  );
  const { rows, columns } = heat;
  const theme = usePage((page) => page.theme);
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const dark = theme === 'dark' || (theme === 'system' && systemDark);
  const [part, setPart] = useState<MapView>(WHOLE);
  const [cell, setCell] = useState<readonly [number, number] | null>(null);
  const scale = useMemo(() => Math.max(largestOf(heat.a), largestOf(heat.b)), [heat]);
  const deltaScale = useMemo(() => largestOf(heat.delta), [heat]);
  const sizes = useMemo(magnitudeRamp, []);
  const deltas = useMemo(() => deltaRamp(dark), [dark]);
  const centred = useRef<readonly number[] | null>(null);
  useEffect(() => {
    if (centre === null || centre === centred.current) return;
    centred.current = centre;
    const [row, column] = cellOf(centre, shape, props.heat.rows, columns);
    const inPlane = slices && rows < props.heat.rows;
    if (inPlane) setPlane(Math.floor(row / slices.rows));
    const at: [number, number] = [inPlane ? row % slices.rows : row, column];
    setPart(centredOn(at[0], at[1], rows, columns));
    setCell(at);
  }, [centre, shape, rows, columns, slices, props.heat]);
  const zoom = (by: number) => setPart((now) => zoomed(now, by, rows, columns));
  useCommand('zoom-in', () => zoom(2));
  useCommand('zoom-out', () => zoom(0.5));
  useCommand('zoom-fit', () => setPart(WHOLE));
  const maps = useRef<HTMLDivElement>(null);
  const save = () => void savePicture(maps.current, `${props.name.replaceAll('/', '.')}.png`);
  useCommand('export-picture', save);
  const shared = { rows, columns, part, cell, onPart: setPart, onCell: setCell };
  return (
    <Panel
      title="Values"
      className={view.heat}
      aside={
        <span>
          {plural(columns, 'column')} → · {plural(rows, 'row')} ↓
          {heat.reduced ? ' · reduced: largest |value| of each block' : ''}
        </span>
      }
      actions={
        <>
          {slices ? (
            <Select
              label="Plane of the last two axes"
              value={plane === null ? 'all' : String(plane)}
              options={[
                { value: 'all', label: `All ${count(slices.names.length)} planes` },
                ...slices.names.map((name, at) => ({ value: String(at), label: `Plane ${name}` })),
              ]}
              onChange={(value) => {
                setPlane(value === 'all' ? null : Number(value));
                setPart(WHOLE);
                setCell(null);
              }}
            />
          ) : null}
          <Button aria-label="Zoom out" onClick={() => zoom(0.5)} disabled={part.zoom === 1}>
            −
          </Button>
          <Button onClick={() => setPart(WHOLE)} aria-pressed={part.zoom === 1}>
            Fit
          </Button>
          <Button aria-label="Zoom in" icon="plus" onClick={() => zoom(2)} />
          <Button look="quiet" icon="download" onClick={save}>
            PNG
          </Button>
        </>
      }
    >
      <div className={css.maps} data-alike={props.alike || undefined} ref={maps}>
        <figure>
          <figcaption>
            <Side of={only ?? 'a'} /> {props.alike && !only ? <Side of="b" /> : null}{' '}
            <span className="muted small">|value|</span>
          </figcaption>
          <HeatMap
            {...shared}
            name={only === 'b' ? 'B' : 'A'}
            values={heat.a}
            limit={scale}
            ramp={sizes}
            signed={false}
          />
        </figure>
        {props.alike ? null : (
          <>
            <figure>
              <figcaption>
                <Side of="b" /> <span className="muted small">|value|</span>
              </figcaption>
              <HeatMap {...shared} name="B" values={heat.b} limit={scale} ramp={sizes} signed={false} />
            </figure>
            <figure>
              <figcaption>
                <b>Δ</b> <span className="muted small">B − A</span>
              </figcaption>
              <HeatMap {...shared} name="B − A" values={heat.delta} limit={deltaScale} ramp={deltas} signed />
            </figure>
          </>
        )}
        <div className={css.two}>
          <div className={css.magnitude} />
          <div className={css.ends}>
            <span>0</span>
            <span>{figure(scale / 2)}</span>
            <span>{figure(scale)}</span>
          </div>
        </div>
        {props.alike ? null : (
          <div>
            <div className={css.delta} />
            <div className={css.ends}>
              <span>{figure(-deltaScale)} A larger</span>
              <span>0</span>
              <span>B larger {figure(deltaScale)}</span>
            </div>
          </div>
        )}
      </div>
      <p className={css.readout} role="status">
        {cell
          ? readout(heat, cell, only)
          : 'Point at a cell, or move with the arrow keys, to read its values.'}
      </p>
    </Panel>
  );
}

function readout(heat: Heat, [row, column]: readonly [number, number], only?: 'a' | 'b'): string {
  const at = row * heat.columns + column;
  if (only) return `row ${row}, column ${column}: ${figure(heat.a[at])}`;
  return `row ${row}, column ${column}: A ${figure(heat.a[at])}, B ${figure(heat.b[at])}, Δ ${figure(heat.delta[at])}`;
}

/** The cell of a map that shows an element: leading axes are merged into rows, large ones are reduced. */
function cellOf(
  index: readonly number[],
  shape: readonly number[],
  rows: number,
  columns: number,
): [number, number] {
  const fullColumns = shape.at(-1) ?? 1;
  let row = 0;
  for (let axis = 0; axis < shape.length - 1; axis++) row = row * (shape[axis] ?? 1) + (index[axis] ?? 0);
  const fullRows = shape.slice(0, -1).reduce((product, axis) => product * axis, 1);
  const column = index.at(-1) ?? 0;
  return [Math.floor((row * rows) / fullRows), Math.floor((column * columns) / fullColumns)];
}
