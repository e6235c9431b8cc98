import { ReadError, type Shape, sizeOf } from '../../model/index.ts';
import type { MessageRange, RangedField } from '../containers/protobuf/index.ts';

/** Where a tensor's values lie. */
export type Values =
  | { readonly kind: 'raw'; readonly at: number; readonly length: number }
  /** In a list of the message, by field number. */
  | { readonly kind: 'listed'; readonly fields: ReadonlyMap<number, readonly RangedField[]> }
  | { readonly kind: 'external'; readonly entries: ReadonlyMap<string, string> };

/** A `TensorProto`, its values still in the file. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: Shape;
  /** Number of the element type. */
  readonly type: number;
  readonly values: Values;
  readonly message: MessageRange;
}

const MAX_RANK = 32;
const MAX_PIECES = 1_000_000;
const MAX_ELEMENTS = 2 ** 40;
const EXTERNAL = 1;
/** float_data, int32_data, string_data, int64_data, double_data, uint64_data. */
const LISTS: ReadonlySet<number> = new Set([4, 5, 6, 7, 10, 11]);

/** The fields as they stand in the file. */
interface Draft {
  name: string;
  type: number;
  location: number;
  raw: { readonly at: number; readonly length: number } | null;
  readonly shape: number[];
  readonly lists: Map<number, RangedField[]>;
  readonly external: Map<string, string>;
}

/** Reads a `TensorProto` (`onnx.proto`) without its values. Throws `ReadError` for impossible shapes and for segments. */
export function readTensor(message: MessageRange): OnnxTensor {
  const draft: Draft = {
    ...{ name: '', type: 0, location: 0, raw: null },
    ...{ shape: [], lists: new Map(), external: new Map() },
  };
  for (const field of message.fields()) {
    FIELDS[field.number]?.(draft, field, message);
    if (!LISTS.has(field.number)) continue;
    const list = draft.lists.get(field.number) ?? [];
    if (list.length >= MAX_PIECES)
      throw message.fault(`"${draft.name}" lists its values in more than a million pieces`);
    list.push(field);
    draft.lists.set(field.number, list);
  }
  const { name, type, shape } = draft;
  const possible = shape.every((axis) => axis >= 0) && sizeOf(shape) <= MAX_ELEMENTS;
  if (!possible) throw message.fault(`"${name}" has an impossible shape`);
  return { name, type, shape, values: valuesOf(draft), message };
}

type Take = (draft: Draft, field: RangedField, message: MessageRange) => void;

const FIELDS: Readonly<Record<number, Take>> = {
  1: (draft, field, message) => {
    const sizes = message.wholes(field).map(Number);
    if (draft.shape.length + sizes.length > MAX_RANK) throw message.fault('has an impossible shape');
    draft.shape.push(...sizes);
  },
  2: (draft, field, message) => {
    draft.type = message.int(field);
  },
  3: (draft) => {
    throw new ReadError(
      'unsupported-feature',
      `Tensor "${draft.name}" is stored in segments, which are not read.`,
    );
  },
  8: (draft, field, message) => {
    draft.name = message.text(field);
  },
  9: (draft, field, message) => {
    message.expect(field, 'bytes');
    draft.raw = { at: field.at, length: field.length };
  },
  13: (draft, field, message) => {
    const entry = message.message(field, 'an entry');
    const texts = new Map([...entry.fields()].map((it) => [it.number, entry.text(it)]));
    draft.external.set(texts.get(1) ?? '', texts.get(2) ?? '');
  },
  14: (draft, field, message) => {
    draft.location = message.int(field);
  },
};

function valuesOf({ location, external, raw, lists }: Draft): Values {
  if (location === EXTERNAL) return { kind: 'external', entries: external };
  return raw === null ? { kind: 'listed', fields: lists } : { kind: 'raw', ...raw };
}
