import { type Rounding, type Shape, type Tensor, toFloat64 } from '../../model/index.ts';
import type { FlatTable } from '../containers/index.ts';
import type { TfliteTensor } from './readModel.ts';

/** How whole numbers stand for real ones: `scale · (q − zero point)`, one pair for all or one for each index of an axis. */
export interface Quantization {
  readonly scales: readonly number[];
  readonly zeroPoints: readonly number[];
  readonly axis: number;
}

/** `null` where a tensor's values are what they are; `refused` where they are quantised in a way that is not read. */
export function quantizationOf({
  quantization: table,
  shape,
}: TfliteTensor): Quantization | null | { refused: string } {
  if (table === null) return null;
  const details = table.u8(4);
  if (details !== 0)
    return { refused: details === 2 ? 'quantised in blocks' : 'quantised in a way of its own' };
  const scales = table.floats(2);
  if (scales.length === 0) return null;
  const zeros = table.longs(3);
  const axis = table.i32(6);
  checkQuantization(table, shape, { scales, zeros, axis });
  return { scales, zeroPoints: scales.map((_, i) => zeros[i] ?? zeros[0] ?? 0), axis };
}

function checkQuantization(
  table: FlatTable,
  shape: Shape,
  { scales, zeros, axis }: { scales: readonly number[]; zeros: readonly number[]; axis: number },
): void {
  if (scales.length > 1 && shape[axis] !== scales.length)
    throw table.fault(`has ${scales.length} scales along axis ${axis} of [${shape.join(', ')}]`);
  if (zeros.length > 1 && zeros.length !== scales.length)
    throw table.fault(`has ${zeros.length} zero points for ${scales.length} scales`);
  if (!scales.every(Number.isFinite)) throw table.fault('has a scale that is no number');
}

/** The real values of stored whole ones, in float32, little-endian (`tensorflow/lite/kernels/internal/reference/dequantize.h`). */
export function dequantized(stored: Tensor, { scales, zeroPoints, axis }: Quantization): Uint8Array {
  const values = toFloat64(stored) as Float64Array;
  const real = new Float32Array(values.length);
  const inner = stored.shape.slice(axis + 1).reduce((product, it) => product * it, 1);
  for (let i = 0; i < values.length; i++) {
    const channel = scales.length === 1 ? 0 : Math.floor(i / inner) % scales.length;
    real[i] = (scales[channel] as number) * ((values[i] as number) - (zeroPoints[channel] as number));
  }
  return new Uint8Array(real.buffer);
}

/** What rounding a quantised tensor went through. */
export function roundingOf({ scales, axis }: Quantization, to: Rounding['to']): Rounding {
  const step = scales.reduce((largest, it) => Math.max(largest, Math.abs(it)), 0);
  return scales.length === 1 ? { to, step } : { to, step, steps: { axis, sizes: scales.map(Math.abs) } };
}
