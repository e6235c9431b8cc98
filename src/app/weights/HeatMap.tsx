import { useEffect, useMemo, useRef } from 'react';
import { figure } from '../ui/figures.ts';
import { useBox } from '../ui/useBox.ts';
import css from './HeatMap.module.css';
import { type MapView, within, zoomed } from './mapView.ts';
import { paint, type Ramp } from './ramps.ts';

const READABLE = 34;

interface Props {
  readonly name: string;
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly limit: number;
  readonly ramp: Ramp;
  readonly signed: boolean;
  readonly part: MapView;
  readonly cell: readonly [number, number] | null;
  readonly onPart: (part: MapView) => void;
  readonly onCell: (cell: readonly [number, number] | null) => void;
}

/** One map on canvas. Wheel zooms, dragging and the arrows pan; large cells carry their value. */
export function HeatMap(props: Props) {
  const { values, rows, columns, part, limit, ramp, signed } = props;
  const [ref, box] = useBox<HTMLDivElement>();
  const drag = useRef<{ x: number; y: number; part: MapView } | null>(null);
  const image = useMemo(
    () => paint(values, columns, limit, ramp, signed),
    [values, columns, limit, ramp, signed],
  );
  useEffect(() => {
    const canvas = ref.current?.querySelector('canvas');
    if (canvas && box.width > 0) draw(canvas, image, box, props);
  });
  const cellAt = (event: { clientX: number; clientY: number; currentTarget: Element }): [number, number] => {
    const rect = event.currentTarget.getBoundingClientRect();
    const row = part.row + ((event.clientY - rect.top) / rect.height) * (rows / part.zoom);
    const column = part.column + ((event.clientX - rect.left) / rect.width) * (columns / part.zoom);
    return [
      Math.min(rows - 1, Math.max(0, Math.floor(row))),
      Math.min(columns - 1, Math.max(0, Math.floor(column))),
    ];
  };
  const onKey = (event: React.KeyboardEvent) => {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const by = steps[event.key];
    if (!by) return;
    event.preventDefault();
    const [row, column] = props.cell ?? [Math.floor(part.row), Math.floor(part.column)];
    const next: [number, number] = [
      Math.min(rows - 1, Math.max(0, row + by[0])),
      Math.min(columns - 1, Math.max(0, column + by[1])),
    ];
    props.onCell(next);
    const outside =
      next[0] < part.row ||
      next[1] < part.column ||
      next[0] >= part.row + rows / part.zoom ||
      next[1] >= part.column + columns / part.zoom;
    if (outside)
      props.onPart(within({ ...part, row: part.row + by[0], column: part.column + by[1] }, rows, columns));
  };
  return (
    <div
      ref={ref}
      className={css.map}
      role="application"
      aria-label={`Map of ${props.name}, ${rows} rows, ${columns} columns`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is interactive by its role
      tabIndex={0}
      onKeyDown={onKey}
      onWheel={(event) => {
        if (!event.ctrlKey && document.activeElement !== event.currentTarget) return;
        props.onPart(zoomed(part, event.deltaY < 0 ? 1.25 : 0.8, rows, columns, cellAt(event)));
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, y: event.clientY, part };
      }}
      onPointerMove={(event) => {
        props.onCell(cellAt(event));
        if (!drag.current || part.zoom === 1) return;
        const from = drag.current;
        const row = from.part.row - ((event.clientY - from.y) / box.height) * (rows / part.zoom);
        const column = from.part.column - ((event.clientX - from.x) / box.width) * (columns / part.zoom);
        props.onPart(within({ zoom: part.zoom, row, column }, rows, columns));
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerLeave={() => props.onCell(null)}
    >
      <canvas />
    </div>
  );
}

function draw(
  canvas: HTMLCanvasElement,
  image: ImageData,
  box: { width: number; height: number },
  props: Props,
): void {
  const scale = devicePixelRatio;
  canvas.width = Math.round(box.width * scale);
  canvas.height = Math.round(box.height * scale);
  const pen = canvas.getContext('2d');
  if (!pen) return;
  const source = new OffscreenCanvas(image.width, image.height);
  source.getContext('2d')?.putImageData(image, 0, 0);
  const { part, rows, columns } = props;
  pen.imageSmoothingEnabled = false;
  pen.scale(scale, scale);
  pen.drawImage(
    source,
    part.column,
    part.row,
    columns / part.zoom,
    rows / part.zoom,
    0,
    0,
    box.width,
    box.height,
  );
  const [wide, high] = [(box.width * part.zoom) / columns, (box.height * part.zoom) / rows];
  if (wide >= READABLE && high >= 14) write(pen, props, wide, high, box);
  if (props.cell) {
    const [x, y] = [(props.cell[1] - part.column) * wide, (props.cell[0] - part.row) * high];
    // White inside black: visible on every colour of both ramps.
    for (const [ink, width] of [['#000000', 3] as const, ['#ffffff', 1.25] as const]) {
      pen.strokeStyle = ink;
      pen.lineWidth = width;
      pen.strokeRect(x, y, Math.max(wide, 4), Math.max(high, 4));
    }
  }
}

function write(
  pen: CanvasRenderingContext2D,
  { part, rows, columns, values, limit, signed }: Props,
  wide: number,
  high: number,
  box: { width: number; height: number },
): void {
  pen.font = '10px sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  const dark = getComputedStyle(pen.canvas).colorScheme.includes('dark');
  for (let row = Math.floor(part.row); row < Math.min(rows, part.row + box.height / high); row++) {
    for (
      let column = Math.floor(part.column);
      column < Math.min(columns, part.column + box.width / wide);
      column++
    ) {
      const value = values[row * columns + column] ?? 0;
      const bright = signed ? Math.abs(value) / limit < 0.5 !== dark : Math.abs(value) / limit > 0.6;
      pen.fillStyle = bright ? '#15181e' : '#ffffff';
      pen.fillText(figure(value, 2), (column + 0.5 - part.column) * wide, (row + 0.5 - part.row) * high);
    }
  }
}
