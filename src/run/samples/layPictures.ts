import { formatShape, type Port, ReadError, type Tensor } from '../../model/index.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { consumersOf } from './consumers.ts';
import { type ColourMode, convertPicture } from './convertPicture.ts';

type Pictures = ReadonlyMap<string, Tensor>;

/** What a model's input wants of a picture; `null` sizes are open. */
interface Wanted {
  readonly height: number | null;
  readonly width: number | null;
  readonly mode: ColourMode;
  readonly channels: 'first' | 'last' | 'none';
}

const MODES: Readonly<Record<number, ColourMode>> = { 1: 'grayscale', 3: 'rgb', 4: 'rgba' };

/**
 * Pictures as the only input of a model, as `keras.utils.load_img(color_mode, target_size)` and `img_to_array` make them:
 * [samples, height, width, channels], float32, values as stored (0 to 255). What was done is noted. Throws `ReadError` when
 * the model has several inputs, or one that takes no pictures.
 */
export function layPictures(
  model: RunnableModel,
  pictures: Pictures,
  source: string,
  notes: string[],
): Map<string, Tensor> {
  const [port, ...more] = model.graph.inputs;
  if (!port || more.length > 0)
    throw new ReadError(
      'unsupported-feature',
      `Pictures can be given to a model with one input; this one has ${model.graph.inputs.length}. Give all inputs as one .npz.`,
    );
  const readers = consumersOf(model, port);
  const wanted = wantedBy(
    port,
    readers.map(({ config }) => config.data_format).find((it) => it != null),
  );
  const size = sizeFor(wanted, pictures);
  const parts = [...pictures].map(([name, picture]) =>
    convertPicture(name, picture, { ...size, mode: wanted.mode }),
  );
  const resized = [...pictures.values()].filter(({ shape: [h, w] }) => h !== size.height || w !== size.width);
  notes.push(...noted(wanted, size, resized.length, parts.length, source));
  if (!readers.some(({ className }) => SCALERS.has(className)))
    notes.push(
      'No layer that reads the pictures scales them: a model that was trained on values from 0 to 1, or −1 to 1, gets other inputs here than then.',
    );
  const channels = CHANNELS[wanted.mode];
  const all = joined(parts, wanted.channels === 'first' ? channels : 1);
  return new Map([
    [port.name, { dtype: 'float32', shape: shapeOf(parts.length, size, wanted, channels), bytes: all }],
  ]);
}

const CHANNELS: Readonly<Record<ColourMode, number>> = { grayscale: 1, rgb: 3, rgba: 4 };
const SCALERS = new Set(['Rescaling', 'Normalization']);

interface Size {
  readonly height: number;
  readonly width: number;
}

function wantedBy(port: Port, format: unknown): Wanted {
  const [, first, second, third] = port.shape;
  if (port.shape.length === 3) return { height: first!, width: second!, mode: 'grayscale', channels: 'none' };
  const isFirst = format === 'channels_first';
  const count = isFirst ? first : third;
  const mode = count === null ? 'rgb' : MODES[count ?? 0];
  if (port.shape.length !== 4 || mode === undefined || !/^(b?float|u?int)\d+$/.test(port.dtype))
    throw new ReadError(
      'unsupported-feature',
      `Input "${port.name}" takes ${formatShape(port.shape)} of ${port.dtype}, which is no picture with 1, 3 or 4 channels. Give the samples as .npz.`,
    );
  return isFirst
    ? { height: second!, width: third!, mode, channels: 'first' }
    : { height: first!, width: second!, mode, channels: 'last' };
}

/** The input's own size; where it is open, that of the pictures, which must then agree. */
function sizeFor({ height, width }: Wanted, pictures: Pictures): Size {
  const axis = (at: 0 | 1, fixed: number | null, word: string): number => {
    if (fixed !== null) return fixed;
    const [[name, first] = ['', undefined], ...others] = pictures;
    const other = others.find(([, { shape }]) => shape[at] !== first?.shape[at]);
    if (other)
      throw new ReadError(
        'corrupt',
        `The model takes pictures of any ${word}, but of one at a time: ${name} has ${first?.shape[at]}, ${other[0]} has ${other[1].shape[at]}. Give pictures of one size.`,
      );
    return first?.shape[at] ?? 0;
  };
  return { height: axis(0, height, 'height'), width: axis(1, width, 'width') };
}

function noted(
  wanted: Wanted,
  { height, width }: Size,
  resized: number,
  count: number,
  source: string,
): string[] {
  const picked = `Pictures of ${source} were loaded as keras.utils.load_img and img_to_array do`;
  const sizing =
    resized === 0 ? 'as large as they are' : `${resized} of ${count} resized by the nearest pixel`;
  const order = { first: ', channels first', last: '', none: ', without a channel axis' }[wanted.channels];
  return [
    `${picked}: ${wanted.mode}${order}, ${height} × ${width} (${sizing}), values 0 to 255 as stored, EXIF orientation not applied.`,
  ];
}

function shapeOf(
  count: number,
  { height, width }: Size,
  { channels: order }: Wanted,
  channels: number,
): number[] {
  if (order === 'none') return [count, height, width];
  return order === 'first' ? [count, channels, height, width] : [count, height, width, channels];
}

/** All pictures behind each other; with `planes` above 1, the channels of each picture as planes. */
function joined(parts: readonly Float32Array[], planes: number): Uint8Array {
  const each = parts[0]?.length ?? 0;
  const all = new Float32Array(each * parts.length);
  const pixels = each / planes;
  parts.forEach((part, at) => {
    for (let i = 0; i < part.length; i++)
      all[at * each + (i % planes) * pixels + Math.floor(i / planes)] = part[i]!;
  });
  return new Uint8Array(all.buffer);
}
