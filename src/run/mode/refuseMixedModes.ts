import type { KerasVersion } from '../../keras/index.ts';
import type { Graph, GraphNode, Layer } from '../../model/index.ts';
import { RunStop } from '../RunStop.ts';
import { classesOf } from './hearsTraining.ts';
import { type Modes, nodeTrains } from './Mode.ts';

interface Situation {
  readonly graph: Graph;
  readonly version: KerasVersion | null;
  readonly modes?: Modes;
}

/**
 * Refuses calls whose answer depends on what an earlier call of the same layer left behind: training moves the statistics
 * of a `BatchNormalization` that other calls predict with, and divides the kernel of a `SpectralNormalization` every time.
 */
export function refuseMixedModes(node: GraphNode, layer: Layer, { graph, version, modes }: Situation): void {
  const learns = classesOf(layer).filter((name) => /BatchNormalization|SpectralNormalization/.test(name));
  if (learns.length === 0) return;
  const calls = graph.nodes.filter((other) => other.layer === node.layer);
  if (calls.length < 2) return;
  const spectral = learns.includes('SpectralNormalization');
  const byName = learns.some((name) => modes?.classes?.get(name) === 'training');
  const training = byName ? calls : calls.filter((other) => nodeTrains(other, layer, modes, version));
  // Only its own class keeps a frozen layer from learning.
  const frozen = !spectral && layer.config.trainable === false && layer.className !== 'BatchNormalizationV1';
  if (training.length === 0 || frozen) return;
  if (spectral || !training.includes(node))
    throw new RunStop(
      `It is called ${calls.length} times, in training mode too: what a call leaves in its ${spectral ? 'kernel' : 'statistics'} for the next is not followed here.`,
    );
}
