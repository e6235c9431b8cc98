import type { ByteSource } from '../../model/index.ts';
import { fieldAt } from '../containers/protobuf/index.ts';

/** The fields of a `ModelProto` by number, and how each is stored (`onnx.proto`). */
const FIELDS: ReadonlyMap<number, 'varint' | 'bytes'> = new Map([
  [1, 'varint'],
  [2, 'bytes'],
  [3, 'bytes'],
  [4, 'bytes'],
  [5, 'varint'],
  [6, 'bytes'],
  [7, 'bytes'],
  [8, 'bytes'],
  [14, 'bytes'],
  [20, 'bytes'],
  [25, 'bytes'],
  [26, 'bytes'],
]);
const IR_VERSION = 1;
const GRAPH = 7;
/** More than these do not stand before the graph. */
const MOST = 2000;
const MAX_IR_VERSION = 1000n;

/**
 * Whether a file is a protobuf message as ONNX writes it: nothing but fields of a model, a version among them, before a
 * graph. The format has no signature of its own.
 */
export function isOnnx(source: ByteSource): boolean {
  let versioned = false;
  let at = 0;
  for (let i = 0; i < MOST && at < source.size; i++) {
    const field = fieldAt(source, at, source.size);
    if (field === null || FIELDS.get(field.number) !== field.wire) return false;
    if (field.number === IR_VERSION) {
      if (field.value < 1n || field.value > MAX_IR_VERSION) return false;
      versioned = true;
    }
    if (field.number === GRAPH && versioned) return true;
    at = field.at + field.length;
  }
  return false;
}
