import { readFileSync } from 'node:fs';
import { type Tensor, toFloat64 } from '../../../model/index.ts';
import { readNpz } from '../npy/index.ts';
import { memorySource } from '../sources/index.ts';

/** Files packed into one `.npz`, by name, and the arrays beside them. */
export async function packedFiles(name: 'containers' | 'hostile' | 'unusable'): Promise<{
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly arrays: ReadonlyMap<string, Tensor>;
}> {
  const path = new URL(`../../../../fixtures/preprocess/${name}.npz`, import.meta.url);
  const arrays = await readNpz(memorySource(name, new Uint8Array(readFileSync(path))));
  const [names, all] = [arrays.get('names')?.strings ?? [], arrays.get('files')?.bytes ?? new Uint8Array()];
  const ends = toFloat64(arrays.get('ends') as Tensor) ?? new Float64Array();
  const files = new Map(names.map((one, i) => [one, all.slice(ends[i - 1] ?? 0, ends[i])] as const));
  return { files, arrays };
}
