import type { Port } from '../../model/index.ts';
import type { HostValue } from '../hostTensor.ts';
import type { Backend } from '../RunComparison.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { runModel } from '../runModel.ts';
import type { Samples } from '../samples/Samples.ts';
import { gapOf } from '../tfjsLayers/gapOf.ts';
import { hostValueOf } from './hostValueOf.ts';

/** Two ways to run one file, held against each other. `gap` is relative to the largest |value| of an output. */
export type EngineCheck =
  | { readonly kind: 'agree' | 'disagree'; readonly gap: number; readonly output: string }
  | { readonly kind: 'unchecked'; readonly because: string };

/**
 * Runs a file's TensorFlow graph on samples that the Keras engine has answered: both say what one file computes, so they
 * must agree. `answers` stand in the order of `ports`, the outputs as Keras names them.
 */
export async function checkAgainst(
  operations: RunnableModel,
  ports: readonly Port[],
  answers: readonly (HostValue | null)[],
  samples: Samples,
  backend: Backend,
): Promise<EngineCheck> {
  const { outputs } = operations.graph;
  const theirs = ports.map((port) =>
    ports.length === 1 ? 0 : outputs.findIndex(({ name }) => name === port.name),
  );
  if (outputs.length !== ports.length || theirs.includes(-1))
    return { kind: 'unchecked', because: 'its outputs have other names in the two' };
  const { arrays, stoppedAt } = await runModel(operations, samples, { backend, keep: 'outputs' });
  if (stoppedAt) return { kind: 'unchecked', because: `\`${stoppedAt.layer}\` stops. ${stoppedAt.because}` };
  let worst: EngineCheck = { kind: 'unchecked', because: 'nothing could be computed' };
  for (const [i, port] of ports.entries()) {
    const [keras, other] = [answers[i], arrays.find(({ name }) => name === `output:${theirs[i]}`)];
    if (!keras || !other) return { kind: 'unchecked', because: `"${port.name}" could not be computed` };
    const { relative, allowed } = gapOf([keras], [hostValueOf(other.tensor)]);
    if (relative > allowed || Number.isNaN(relative))
      return { kind: 'disagree', gap: relative, output: port.name };
    if (worst.kind === 'unchecked' || relative > worst.gap)
      worst = { kind: 'agree', gap: relative, output: port.name };
  }
  return worst;
}
