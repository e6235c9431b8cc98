import { type KerasVersion, versionOf } from '../../keras/index.ts';
import {
  type ByteSource,
  type FileSet,
  type JsonObject,
  type OpenModel,
  ReadError,
} from '../../model/index.ts';
import { assembleWeights, type Parts } from '../keras/assemble.ts';
import type { Binding } from '../keras/Binding.ts';
import { rangedStore } from '../rangedStore.ts';
import { bindOwn, bindToConfig } from './bindNames.ts';
import { readHeader } from './readHeader.ts';
import { storedTensors } from './storedTensors.ts';

/** Opens a safetensors file: named tensors and nothing else. The architecture comes from the other side, where names bindTo. */
export function openSafetensors(source: ByteSource, files: FileSet, at: string): OpenModel {
  const { tensors: listed, metadata } = readHeader(source);
  if (listed.length === 0)
    throw new ReadError('missing-part', `\`${source.name}\` holds no tensors.`, 'byte 8');
  const { tensors, notes } = storedTensors(listed, source, at);
  const parts: Parts = {
    source,
    store: (bound) => rangedStore(files, [at], tensors, bound),
    format: 'safetensors',
    producer: { kerasVersion: null, backend: metadata.get('format') ?? null, savedAt: null },
    notes,
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
