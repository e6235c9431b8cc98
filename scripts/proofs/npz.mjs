import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const TYPES = {
  '<f4': Float32Array,
  '<f8': Float64Array,
  '<i4': Int32Array,
  '<i8': BigInt64Array,
  '|b1': Uint8Array,
  '|u1': Uint8Array,
};

/** The arrays of an .npz, by name: `{ dtype, shape, values }`, values flat, or null for a type that is not in the table. */
export function readNpz(path) {
  const bytes = readFileSync(path);
  const arrays = new Map();
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const method = bytes.readUInt16LE(at + 10);
    const size = bytes.readUInt32LE(at + 20);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const stored = bytes.subarray(start, start + size);
    arrays.set(name.replace(/\.npy$/, ''), readNpy(method === 8 ? inflateRawSync(stored) : stored));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return arrays;
}

function readNpy(bytes) {
  const length = bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, 10 + length);
  const dtype = /'descr': '([^']+)'/.exec(header)?.[1];
  const sizes = /'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '';
  const shape = sizes
    .split(',')
    .map((size) => size.trim())
    .filter(Boolean)
    .map(Number);
  const Type = TYPES[dtype];
  if (!Type) return { dtype, shape, values: null };
  // A copy of its own: typed arrays want aligned bytes.
  const values = new Type(new Uint8Array(bytes.subarray(10 + length)).buffer);
  return { dtype, shape, values: Type === BigInt64Array ? Float64Array.from(values, Number) : values };
}
