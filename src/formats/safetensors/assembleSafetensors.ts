import { type KerasVersion, versionOf } from '../../keras/index.ts';
import type { FileSet, JsonObject, OpenModel, ReadNote } from '../../model/index.ts';
import { assembleWeights, type Parts } from '../keras/assemble.ts';
import type { Binding } from '../keras/Binding.ts';
import { type RangedTensor, rangedStore } from '../rangedStore.ts';
import { bindOwn, bindToConfig } from './bindNames.ts';

/** Named tensors of one file or of several, and nothing else. */
export interface SafetensorsParts {
  readonly name: string;
  readonly byteLength: number;
  readonly files: FileSet;
  /** The files that count for the hash. */
  readonly paths: readonly string[];
  readonly tensors: readonly RangedTensor[];
  /** What the writer says of itself: `pt`, `tf`. */
  readonly writer: string | null;
  readonly notes: readonly ReadNote[];
}

/** Puts named tensors together as weights. The architecture comes from the other side, where the names are those of its layers. */
export function assembleSafetensors(it: SafetensorsParts): OpenModel {
  const { tensors } = it;
  const parts: Parts = {
    source: { name: it.name, size: it.byteLength },
    store: (bound) => rangedStore(it.files, it.paths, tensors, bound),
    format: 'safetensors',
    producer: { kerasVersion: null, backend: it.writer, savedAt: null },
    notes: it.notes,
  };
  const bindTo = (config: JsonObject, version: KerasVersion | null): Binding | null =>
    bindToConfig(tensors, config, version);
  const own = bindOwn(tensors);
  const open = assembleWeights(parts, own, (config, version) => bindTo(config, version) ?? own);
  return {
    ...open,
    borrow(architecture) {
      const { config } = architecture;
      if (config !== null && bindTo(config, versionOf(architecture)) === null)
        return withoutArchitecture(open, architecture.name);
      return (open.borrow as Borrow)(architecture);
    },
  };
}

type Borrow = NonNullable<OpenModel['borrow']>;

/** Tensors under the names of another library: layers are then found by what they hold. */
function withoutArchitecture(open: OpenModel, architecture: string): OpenModel {
  const { artifact } = open;
  const note = {
    code: 'names-do-not-bindTo',
    message: `The names in ${artifact.name} are not those of the layers of ${architecture}, so its architecture is not borrowed.`,
    where: null,
  };
  return { ...open, borrow: null, artifact: { ...artifact, notes: [...artifact.notes, note] } };
}
