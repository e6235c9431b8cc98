import { type ByteSource, ReadError } from '../../model/index.ts';
import { WireReader } from '../containers/protobuf/index.ts';
import { type MetaGraph, readMetaGraph, readTags } from './readMetaGraph.ts';

/** Messages are no larger than this: protobuf counts in 31 bits. */
const MAX_BYTES = 2 ** 31 - 1;
const MAX_GRAPHS = 64;

/** Whether a file begins as every `saved_model.pb` does: version 1, then a graph. ONNX files have other fields there. */
export function isSavedModel(source: ByteSource): boolean {
  if (source.size < 3) return false;
  const [tag, version, next] = source.view(0, 3);
  return tag === 0x08 && version === 0x01 && next === 0x12;
}

/** Reads the graph that is meant for inference: the one tagged `serve`, else the only one, else the only one without tags. */
export async function readSavedModel(source: ByteSource): Promise<MetaGraph> {
  if (source.size > MAX_BYTES)
    throw new ReadError(
      'too-large',
      `\`${source.name}\` has ${source.size.toLocaleString('en')} bytes: no protobuf file is that large.`,
    );
  const from = new WireReader(await source.read(0, source.size), 'saved_model.pb');
  const graphs: { readonly body: WireReader; readonly tags: readonly string[] }[] = [];
  while (from.next()) {
    if (from.field === 1 && from.int() !== 1)
      throw new ReadError(
        'unsupported-version',
        'This SavedModel has another schema version than 1. Expected one of TensorFlow 1.x or 2.x.',
      );
    if (from.field !== 2) continue;
    if (graphs.length >= MAX_GRAPHS) throw from.fault('holds more graphs than any SavedModel');
    const body = from.message('the graph of the SavedModel');
    graphs.push({ body, tags: readTags(body.fork()) });
  }
  const served = graphs.filter(({ tags }) => tags.includes('serve'));
  const untagged = graphs.filter(({ tags }) => tags.length === 0);
  const chosen = [served, graphs, untagged].find((it) => it.length === 1)?.[0];
  if (chosen !== undefined) return readMetaGraph(chosen.body);
  throw new ReadError(
    graphs.length === 0 ? 'corrupt' : 'unsupported-feature',
    graphs.length === 0
      ? 'saved_model.pb holds no graph.'
      : `saved_model.pb holds ${graphs.length} graphs (${graphs.map(({ tags }) => `[${tags.join(', ')}]`).join(', ')}), and not one alone is tagged "serve", so which one is meant is unknown.`,
    'meta_graphs',
  );
}
