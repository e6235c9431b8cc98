import {
  type Graph,
  type GraphNode,
  type NodeId,
  type Port,
  ReadError,
  sameShape,
  sizeOf,
  type Tensor,
  toFloat32,
} from '../../model/index.ts';
import { chooseBackend } from '../backends.ts';
import { recordedOutputs, recordedValues } from '../custom/recordedOutputs.ts';
import { feed } from '../feed.ts';
import { download, type HostValue } from '../hostTensor.ts';
import { byNameInstead, laidByNumber } from '../laidByNumber.ts';
import { ModelRun } from '../ModelRun.ts';
import { Pace } from '../Pace.ts';
import type { RunComparison, RunRow } from '../RunComparison.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { type Samples, samplesFacts } from '../samples/Samples.ts';
import type { Value } from '../Value.ts';
import { FLOOR_BUDGET_MS, type RunOptions } from './compareRuns.ts';
import { Floor } from './Floor.ts';
import { type OutputPair, outputRow, sampleRows } from './outputRows.ts';
import { downloadAll } from './ownError.ts';
import { policyFloor } from './policyFloor.ts';
import { RecordedLayers } from './RecordedLayers.ts';

/** A comparison with what was recorded, and both sides' outputs. */
export interface ComparedReference extends RunComparison {
  /** One pair for each output that could be computed. */
  readonly answers: { readonly recorded: readonly HostValue[]; readonly mine: readonly HostValue[] };
}

/**
 * One model against recorded predictions: `y`, `y0` …, the outputs' names, or `output:0` …. The recorded side is A:
 * errors are relative to it. Layers that were recorded too (`layer:NAME`) are rows. Throws `ReadError` when a prediction is missing or has another shape.
 */
export async function compareWithReference(
  model: RunnableModel,
  samples: Samples,
  recorded: ReadonlyMap<string, Tensor>,
  options: RunOptions,
): Promise<ComparedReference> {
  const { graph } = model;
  const expected = expectedOf(graph, recorded);
  const backend = await chooseBackend(options.backend);
  // Each node once for the floor, each output once more.
  const holds = [...graph.nodes.map((node) => node.id), ...graph.outputs.map((port) => port.ref.node)];
  const known = recordedOutputs(model, recorded, samples.count);
  const given = new Map<NodeId, Value | readonly Value[]>([
    ...feed(graph.inputs, samples),
    ...recordedValues(known),
  ]);
  const run = new ModelRun(model, given, holds);
  const floor = new Floor(backend, options.floorBudgetMs ?? FLOOR_BUDGET_MS);
  const pace = new Pace(options.signal);
  try {
    await floor.start(run, samples, holds);
    // Another program computed the recorded side: the noise of every layer counts, not only what is left of it at the end.
    let noiseFloor = Math.max(1e-7, policyFloor(model));
    const layers = new RecordedLayers(run, recorded, samples.count);
    const rows: RunRow[] = [];
    for (const [i, node] of graph.nodes.entries()) {
      options.onProgress?.(i, graph.nodes.length);
      const before = given.has(node.id) ? null : await layers.before(node);
      await run.step(node);
      await floor.step(node);
      run.forget(node);
      const outputs = await downloadAll(run.outputs(node.id) ?? []);
      noiseFloor = Math.max(noiseFloor, await floor.at(node, outputs, samples.count));
      if (before) rows.push(layers.after(node, before, outputs, noiseFloor));
      run.release(node.id);
      await floor.release(node.id);
      await pace.breathe();
    }
    const outputs: OutputPair[] = [];
    for (const [i, port] of graph.outputs.entries()) {
      const value = run.outputs(port.ref.node)?.[port.ref.output];
      if (!value) continue;
      const mine = await download(value.tensor);
      outputs.push({ port, a: asHost(expected[i] as Tensor, mine, port), b: mine, noiseFloor });
    }
    const stop = run.firstStop();
    const passed = (node: GraphNode) => model.identity?.has(node.layer) === true && !given.has(node.id);
    const executed = graph.nodes.filter((node) => run.stopOf(node.id) === null && !passed(node)).length;
    return {
      inputs: await samplesFacts(samples),
      backend,
      confirmedOn: null,
      coverage: {
        executed,
        total: graph.nodes.length,
        ...(stop
          ? {
              stoppedAt: {
                side: 'a' as const,
                layer: stop.layer,
                className: stop.className,
                because: stop.because,
                foreign: stop.foreign,
              },
            }
          : {}),
      },
      outputs: outputs.map(outputRow),
      layers: rows,
      firstDivergent: firstOf(rows),
      samples: sampleRows(outputs, samples.count),
      answers: { recorded: outputs.map(({ a }) => a), mine: outputs.map(({ b }) => b) },
    };
  } finally {
    run.dispose();
    floor.dispose();
  }
}

/** The first layer that adds a gap by itself; where none could be asked alone, the first that has one. */
function firstOf(rows: readonly RunRow[]): string | null {
  const born = rows.find(({ verdict }) => verdict === 'born');
  const seen = rows.find(({ verdict }) => verdict === 'inherited' || verdict === 'amplified');
  return (born ?? seen)?.a ?? null;
}

/** What was recorded for each output: by its name, or by its number where that tells which it is. */
function expectedOf(graph: Graph, recorded: ReadonlyMap<string, Tensor>): Tensor[] {
  const ports = graph.outputs;
  const numbered = ports.map((_, i) => recorded.get(`y${i}`) ?? recorded.get(`output:${i}`));
  const areKeyed = graph.keyed?.includes('outputs') === true;
  const laid = laidByNumber(areKeyed, ports, numbered);
  return ports.map((port, i) => {
    // The outputs of one layer share its name, which then says nothing.
    const own = ports.filter(({ name }) => name === port.name).length === 1 ? [port.name] : [];
    const only = ports.length === 1 ? ['y'] : [];
    const [found = laid[i]] = [...own, ...only].flatMap((name) => recorded.get(name) ?? []);
    if (found) return found;
    const names = [...own, `y${i}`, `output:${i}`, ...only];
    throw new ReadError(
      'missing-part',
      `No prediction is recorded for output "${port.name}": looked for ${names.join(', ')}; the file holds ${[...recorded.keys()].join(', ')}.${byNameInstead(areKeyed, ports)}`,
    );
  });
}

/** Recorded values in the shape of the answer; an axis of size 1 at the end may be missing. */
function asHost(tensor: Tensor, mine: HostValue, port: Port): HostValue {
  const values = mine.dtype === 'string' ? (tensor.strings ?? null) : toFloat32(tensor);
  const fits =
    sameShape(tensor.shape, mine.shape) ||
    (mine.shape.at(-1) === 1 && sameShape([...tensor.shape, 1], mine.shape));
  if (values === null || !fits || values.length !== sizeOf(mine.shape))
    throw new ReadError(
      'corrupt',
      `The prediction recorded for "${port.name}" has shape ${tensor.shape.join(' × ')}; the model answers ${mine.shape.join(' × ')}.`,
    );
  return { dtype: mine.dtype === 'string' ? 'string' : 'float32', shape: mine.shape, values };
}
