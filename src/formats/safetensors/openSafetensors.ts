import {
  type ByteSource,
  type FileSet,
  type OpenModel,
  ReadError,
  type ReadNote,
} from '../../model/index.ts';
import { assembleSafetensors } from './assembleSafetensors.ts';
import { readHeader } from './readHeader.ts';
import { storedTensors } from './storedTensors.ts';

/** Opens a safetensors file: named tensors and nothing else. */
export function openSafetensors(source: ByteSource, files: FileSet, at: string): OpenModel {
  const { tensors: listed, metadata } = readHeader(source);
  if (listed.length === 0)
    throw new ReadError('missing-part', `\`${source.name}\` holds no tensors.`, 'byte 8');
  const { tensors, notes } = storedTensors(listed, source, at);
  return assembleSafetensors({
    name: source.name,
    byteLength: source.size,
    files,
    paths: [at],
    tensors,
    writer: metadata.get('format') ?? null,
    notes: [...shardNotes(source.name), ...notes],
  });
}

const SHARD = /-(\d{5})-of-(\d{5})\.safetensors$/i;

/** A shard by itself is a whole file: only its name tells that there are others. */
function shardNotes(name: string): ReadNote[] {
  const [, number, of] = SHARD.exec(name) ?? [];
  if (number === undefined || Number(of) < 2) return [];
  const message = `By its name this is file ${Number(number)} of ${Number(of)}: only its tensors are compared. For all of them open the folder, or the .safetensors.index.json with all its files.`;
  return [{ code: 'one-shard', message, where: null }];
}
