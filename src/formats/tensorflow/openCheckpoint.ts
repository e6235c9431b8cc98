import { type ByteSource, type FileSet, type OpenModel, ReadError } from '../../model/index.ts';
import { assembleWeights, type Parts } from '../keras/assemble.ts';
import { bindObjects } from './bindObjects.ts';
import { bindOwnNames } from './bindOwnNames.ts';
import { bindVariableNames } from './bindVariableNames.ts';
import { bundleStore } from './bundleStore.ts';
import { readCheckpoint } from './readCheckpoint.ts';
import { storedCheckpoint } from './storedCheckpoint.ts';

/** Opens a checkpoint by its index: weights, whose architecture comes from the other side. */
export async function openCheckpoint(source: ByteSource, files: FileSet, at: string): Promise<OpenModel> {
  const checkpoint = await readCheckpoint(source, files, at);
  const { bundle, tensors, graph, variables, notes } = checkpoint;
  const [unread] = bundle.notes;
  if (variables.length === 0)
    throw new ReadError(
      unread ? 'unsupported-feature' : 'missing-part',
      unread
        ? `The checkpoint \`${at}\` holds nothing that can be compared: ${unread.message}`
        : `The checkpoint \`${at}\` holds no variables: the model had none when it was saved, for it was not built yet.`,
      at,
    );
  const parts: Parts = {
    source: {
      name: files.chosen === null ? files.name : source.name,
      size: bundle.paths.reduce((sum, path) => sum + files.size(path), 0),
    },
    store: (bound) => bundleStore(files, bundle, tensors, bound),
    format: 'checkpoint',
    producer: { kerasVersion: null, backend: null, savedAt: null },
    notes,
    stored: () => storedCheckpoint(checkpoint),
  };
  return assembleWeights(parts, bindOwnNames(variables), (config, version) =>
    graph === null
      ? bindVariableNames(variables, config, version)
      : bindObjects(graph, variables, config, version),
  );
}
