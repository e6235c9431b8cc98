import { openModel } from '../formats/index.ts';
import { hasGraph, type ModelArtifact, ReadError } from '../model/index.ts';
import { filesOf } from '../pipeline/index.ts';
import { visible } from '../report/index.ts';
import type { Command } from './arguments.ts';
import { writeResult } from './files.ts';
import { modelFiles } from './modelFiles.ts';
import { about } from './Trouble.ts';

/** Prints what is in one file, or writes it as JSON. */
export async function showCommand({ files, options }: Command): Promise<number> {
  const [path, ...more] = files;
  if (path === undefined || more.length > 0)
    throw new ReadError('missing-part', 'show takes one model file.');
  const { artifact } = await about(path, () => openModel(filesOf(modelFiles(path))));
  if (options.json !== undefined)
    writeResult(options.json, `${JSON.stringify(statedOf(artifact), null, 2)}\n`);
  if (options.json !== '-') process.stdout.write(asText(artifact));
  return 0;
}

function statedOf(artifact: ModelArtifact): object {
  const { graph, ...rest } = artifact;
  return {
    schema: 1,
    ...rest,
    graph: hasGraph(artifact)
      ? { nodes: artifact.graph.nodes.length, inputs: artifact.graph.inputs, outputs: artifact.graph.outputs }
      : graph,
  };
}

function asText(artifact: ModelArtifact): string {
  const { producer, variables } = artifact;
  const weights = variables.filter((it) => it.purpose === 'weight');
  const lines = [
    `${artifact.name}: ${artifact.className ?? 'weights'}, ${artifact.format}, Keras ${producer.kerasVersion ?? 'unknown'}${producer.savedAt ? `, saved ${producer.savedAt}` : ''}`,
    `${artifact.layers.length} layers, ${weights.length} weight tensors, ${variables.length - weights.length} others (optimizer, metrics)`,
    'missing' in artifact.graph ? `No graph: ${artifact.graph.missing}` : '',
    ...artifact.layers.map(
      (layer) => `  ${layer.id}  ${layer.className}${layer.kind === 'custom' ? ' (custom code)' : ''}`,
    ),
    '',
    ...weights.map((it) => `  ${it.id}  ${it.dtype} [${it.shape.join(', ')}]  ${it.place}`),
    ...artifact.notes.map((note) => `note: ${note.message}`),
  ];
  return `${lines
    .filter((line, i) => line !== '' || i > 2)
    .map(visible)
    .join('\n')}\n`;
}
