import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { GraphNode, NodeId, TensorRef, TfjsFile } from '../../model/index.ts';
import { chooseBackend } from '../backends.ts';
import { feed } from '../feed.ts';
import { download, type HostValue } from '../hostTensor.ts';
import { ModelRun } from '../ModelRun.ts';
import { Pace } from '../Pace.ts';
import type { Backend } from '../RunComparison.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { refsOf } from '../refs.ts';
import type { Samples } from '../samples/Samples.ts';
import { freeDropoutMasks } from './freeDropoutMasks.ts';
import { gapOf } from './gapOf.ts';
import { type Library, loadLayersModel } from './loadLayersModel.ts';
import { callKey, predict, type Recorded, recordOutputs } from './recordOutputs.ts';
import { isReal, type TfjsBirth, type TfjsGap, type TfjsRun } from './TfjsRun.ts';
import { withoutTraces } from './withoutTraces.ts';

/** How to run. */
export interface TfjsRunOptions {
  readonly backend: Backend | 'auto';
  /** The measured noise at a node, relative; what is unknown is taken as none. */
  readonly floors?: ReadonlyMap<NodeId, number>;
  readonly signal?: AbortSignal;
}

/**
 * Runs a layers-model with TensorFlow.js' own loader and layers, and the same model as Keras would, on the same samples
 * and the same backend. A birth is a layer that was given the same and answered something else.
 */
export async function runAsTfjs(
  model: RunnableModel,
  file: TfjsFile,
  samples: Samples,
  options: TfjsRunOptions,
): Promise<TfjsRun> {
  const backend = await chooseBackend(options.backend);
  const library = await import('@tensorflow/tfjs-layers');
  const fed = feed(model.graph.inputs, samples);
  const given = model.graph.inputs.flatMap(({ ref }) => fed.get(ref.node)?.tensor ?? []);
  try {
    const own = await withoutTraces(() => answersOf(library, file, given));
    if (own.kind === 'refused') return own;
    const compared = await compareWith(model, samples, own, options);
    return { kind: 'ran', backend, samples: samples.count, ...compared };
  } finally {
    tf.dispose(given);
  }
}

interface Answers {
  readonly kind: 'answers';
  readonly outputs: readonly HostValue[];
  readonly recorded: Recorded;
}

/** What TensorFlow.js answers; everything it makes on the way is the caller's to free. */
async function answersOf(
  library: Library,
  file: TfjsFile,
  given: readonly tf.Tensor[],
): Promise<Answers | Extract<TfjsRun, { kind: 'refused' }>> {
  let loaded: LayersModel;
  let answer: tf.Tensor[];
  try {
    loaded = await loadLayersModel(library, file);
  } catch (error) {
    return { kind: 'refused', at: 'load', because: wordsOf(error) };
  }
  try {
    answer = predict(loaded, given);
  } catch (error) {
    return { kind: 'refused', at: 'predict', because: wordsOf(error) };
  }
  const outputs: HostValue[] = [];
  for (const tensor of answer) outputs.push(await download(tensor));
  tf.dispose(answer);
  const recorded: Recorded = new Map();
  try {
    loaded.resetStates();
    await recordOutputs(library, loaded, given, recorded);
  } catch {
    // It predicts, but not layer by layer: the gap is known, its birth is not.
    recorded.clear();
  }
  freeDropoutMasks(loaded);
  return { kind: 'answers', outputs, recorded };
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}

type Compared = Pick<Extract<TfjsRun, { kind: 'ran' }>, 'outputs' | 'births'>;

/** Runs the model as Keras would and lays what it computes beside what TensorFlow.js did, node by node. */
async function compareWith(
  model: RunnableModel,
  samples: Samples,
  own: Answers,
  { floors, signal }: TfjsRunOptions,
): Promise<Compared> {
  const { graph } = model;
  const ends = graph.outputs.map(({ ref }) => ref.node);
  const run = new ModelRun(model, feed(graph.inputs, samples), [...graph.nodes.map(({ id }) => id), ...ends]);
  const pace = new Pace(signal);
  const agreeing = new Map<NodeId, boolean>(graph.inputs.map(({ ref }) => [ref.node, true]));
  const births: TfjsBirth[] = [];
  try {
    for (const node of graph.nodes) {
      await run.step(node);
      run.forget(node);
      const gap = await gapAt(run, node, own.recorded, floors);
      if (gap) {
        agreeing.set(node.id, !isReal(gap));
        if (isReal(gap) && refsOf(node).every(({ node: from }) => agreeing.get(from)))
          births.push({ layer: node.layer, node: node.id, gap });
      }
      run.release(node.id);
      await pace.breathe();
    }
    const outputs: { name: string; gap: TfjsGap }[] = [];
    for (const [i, { name, ref }] of graph.outputs.entries()) {
      const [mine, theirs] = [await valueAt(run, ref), own.outputs[i]];
      if (mine && theirs) outputs.push({ name, gap: gapOf([mine], [theirs], floors?.get(ref.node)) });
    }
    return { outputs, births };
  } finally {
    run.dispose();
  }
}

async function gapAt(
  run: ModelRun,
  node: GraphNode,
  recorded: Recorded,
  floors: TfjsRunOptions['floors'],
): Promise<TfjsGap | null> {
  const theirs = recorded.get(callKey(node.layer, node.call));
  const values = run.outputs(node.id);
  if (!theirs || !values) return null;
  const mine: HostValue[] = [];
  for (const { tensor } of values) mine.push(await download(tensor));
  return gapOf(mine, theirs, floors?.get(node.id));
}

async function valueAt(run: ModelRun, ref: TensorRef): Promise<HostValue | null> {
  const value = run.outputs(ref.node)?.[ref.output];
  return value ? download(value.tensor) : null;
}
