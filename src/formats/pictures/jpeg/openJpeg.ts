import { ReadError } from '../../../model/index.ts';
import type { Picture } from '../Picture.ts';
import type { Component, Frame } from './Frame.ts';
import { inverseDct } from './inverseDct.ts';
import { JpegState } from './JpegState.ts';
import { toRgb } from './toRgb.ts';
import { type Plane, upsample } from './upsample.ts';

/**
 * Decodes a JPEG picture, baseline or progressive, to the values that libjpeg gives with its defaults, and with it Pillow:
 * EXIF orientation and colour profiles are left alone. Throws `ReadError`, also for a picture that is not complete.
 */
export function openJpeg(bytes: Uint8Array, name: string): Picture {
  const state = new JpegState(bytes, name);
  readSegments(bytes, state, name);
  const { frame } = state;
  if (!frame) throw state.damaged('no frame');
  const planes = frame.components.map((component) => {
    if (component.missing.some((bits) => bits !== 0))
      throw new ReadError(
        'truncated',
        `\`${name}\` is an unfinished JPEG: some of its scans are missing. Save it again.`,
      );
    const table = state.quantisation.get(component.table);
    if (!table) throw state.damaged('no quantisation table for its pixels');
    return grown(frame, component, planeOf(component, table));
  });
  const { width, height } = frame;
  const [first, second, third] = planes;
  if (!first || !second || !third) return { width, height, channels: 1, values: first! };
  return { width, height, channels: 3, values: toRgb(first, second, third, isStoredAsRgb(state, frame)) };
}

function readSegments(bytes: Uint8Array, state: JpegState, name: string): void {
  let at = 2;
  for (;;) {
    while (at < bytes.length && (bytes[at] !== 0xff || isFill(bytes[at + 1]))) at++;
    const marker = bytes[at + 1];
    if (marker === undefined)
      throw new ReadError('truncated', `\`${name}\` ends early (JPEG).`, `byte ${at}`);
    if (marker === 0xd9) return;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (length < 2 || at + 2 + length > bytes.length)
      throw new ReadError('truncated', `\`${name}\` ends inside a segment (JPEG).`, `byte ${at}`);
    at = state.take(marker, at + 4, bytes.subarray(at + 4, at + 2 + length));
  }
}

/** Not a marker: a stuffed zero, another 0xff, or a restart. */
const isFill = (byte: number | undefined): boolean =>
  byte === 0 || byte === 0xff || byte === 1 || (byte !== undefined && byte >= 0xd0 && byte <= 0xd8);

/** As libjpeg decides (`jdapimin.c`): a JFIF file is YCbCr; else an Adobe marker says; else the names of the components. */
function isStoredAsRgb({ hasJfif, adobe }: JpegState, { components }: Frame): boolean {
  if (hasJfif) return false;
  if (adobe !== null) return adobe === 0;
  return components.map(({ id }) => String.fromCharCode(id)).join('') === 'RGB';
}

function planeOf(component: Component, table: Uint16Array): Plane {
  const { stride: across, blocksAcross, blocksDown, coefficients, width, height } = component;
  const stride = 8 * blocksAcross;
  const samples = new Uint8ClampedArray(stride * 8 * blocksDown);
  const room = new Int32Array(64);
  for (let row = 0; row < blocksDown; row++)
    for (let column = 0; column < blocksAcross; column++)
      inverseDct(
        coefficients,
        64 * (row * across + column),
        table,
        samples,
        8 * (row * stride + column),
        stride,
        room,
      );
  return { width, height, stride, samples };
}

function grown({ width, height, hMax, vMax }: Frame, { h, v }: Component, plane: Plane): Uint8Array {
  return upsample(plane, hMax / h, vMax / v, width, height);
}
