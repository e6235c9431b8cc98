import { type LayerId, maskMakers, type NodeId, type Port } from '../../model/index.ts';
import { chooseBackend } from '../backends.ts';
import { feed, feedBoth } from '../feed.ts';
import { download, type HostValue } from '../hostTensor.ts';
import { Pace } from '../Pace.ts';
import type { Backend, Coverage, RunComparison, RunRow } from '../RunComparison.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { type Samples, samplesFacts } from '../samples/Samples.ts';
import { Floor } from './Floor.ts';
import { firstDivergent } from './firstDivergent.ts';
import { Lockstep } from './Lockstep.ts';
import { type End, type SeenRow, withOrigins } from './origins.ts';
import { type OutputPair, outputRow, pairPorts, sampleRows, type Together } from './outputRows.ts';
import { type LayerPair, type PlannedRow, planRows } from './planRows.ts';
import { unevenFloor } from './policyFloor.ts';
import { Side } from './Side.ts';

/** How long the cpu may take for the noise floor, unless the caller says otherwise. */
export const FLOOR_BUDGET_MS = 1500;

/** How to run. */
export interface RunOptions {
  readonly backend: Backend | 'auto';
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** Layers of A whose counterparts hold the same options and bytes: fed the same, they answer the same. */
  readonly alike?: ReadonlySet<LayerId>;
  /** The same samples as B takes them, where preprocessing stands before one side. */
  readonly samplesB?: Samples;
  /** How long the cpu may take for the noise floor; default `FLOOR_BUDGET_MS`. */
  readonly floorBudgetMs?: number;
}

/** A comparison, and what both models answered. */
export interface ComparedRuns extends RunComparison {
  /** One value for each output of the model, `null` where it could not be computed. */
  readonly answers: { readonly a: readonly (HostValue | null)[]; readonly b: readonly (HostValue | null)[] };
}

/**
 * The same samples through both models, layer by layer. `pairs` say which layers belong together; their calls are
 * paired by number. Rejects only when it is cancelled, the GPU is lost or an input is missing.
 */
export async function compareRuns(
  a: RunnableModel,
  b: RunnableModel,
  pairs: readonly LayerPair[],
  samples: Samples,
  options: RunOptions,
): Promise<ComparedRuns> {
  const backend = await chooseBackend(options.backend);
  const rows = planRows(a, b, pairs);
  const [holdsA, holdsB] = [holdsOf(a, rows, 'a'), holdsOf(b, rows, 'b')];
  const floor = new Floor(backend, options.floorBudgetMs ?? FLOOR_BUDGET_MS, unevenFloor(a, b));
  const { samplesB } = options;
  const [feedA, feedB] = samplesB
    ? [feed(a.graph.inputs, samples), feed(b.graph.inputs, samplesB)]
    : feedBoth(a.graph.inputs, b.graph.inputs, samples);
  const sideA = new Side(a, feedA, holdsA);
  const sideB = new Side(b, feedB, holdsB);
  try {
    await floor.start(sideA.run, samples, holdsA);
    const lockstep = new Lockstep(sideA, sideB, floor, backend, new Pace(options.signal), {
      samples: samples.count,
      alike: options.alike ?? new Set(),
    });
    const seen: SeenRow[] = [];
    for (const row of rows) {
      options.onProgress?.(seen.length, rows.length);
      const one = await lockstep.row(row);
      seen.push(samplesB && isInput(row, feedA) ? fedApart(one) : one);
    }
    options.onProgress?.(rows.length, rows.length);
    const answers = { a: await answersOf(sideA), b: await answersOf(sideB) };
    const ports = pairPorts(a.graph.outputs, b.graph.outputs, togetherIn(rows));
    const outputs = pairedOutputs(answers, [a.graph.outputs, b.graph.outputs], ports, lockstep.floors);
    const outputRows = outputs.map(outputRow);
    const ends = outputs.flatMap((it, i) => (outputRows[i]?.verdict === 'different' ? [endOf(it)] : []));
    const layers = withOrigins(seen, ends);
    const masks = new Set([...maskMakers(a.graph), ...maskMakers(b.graph)]);
    return {
      inputs: await samplesFacts(samples),
      backend,
      confirmedOn: lockstep.confirmedOn,
      coverage: coverageOf(layers, sideA, sideB),
      outputs: outputRows,
      layers,
      firstDivergent: firstDivergent(seen, layers, outputRows, ends, masks),
      samples: sampleRows(outputs, samples.count),
      answers,
    };
  } finally {
    sideA.run.dispose();
    sideB.run.dispose();
    floor.dispose();
  }
}

const isInput = ({ a }: PlannedRow, inputs: ReadonlyMap<NodeId, unknown>): boolean =>
  a !== null && inputs.has(a.id);

/** An input that preprocessing changed on one side: the difference came in, it was not born there. */
function fedApart(seen: SeenRow): SeenRow {
  if (seen.row.verdict !== 'born') return seen;
  const because = 'The two sides are fed differently: preprocessing stands before them.';
  return { ...seen, row: { ...seen.row, verdict: 'inherited', because } };
}

/** Each row holds its node once, each output once more. */
function holdsOf(model: RunnableModel, rows: readonly PlannedRow[], side: 'a' | 'b'): NodeId[] {
  const planned = rows.flatMap((row) => row[side]?.id ?? []);
  return [...planned, ...model.graph.outputs.map((port) => port.ref.node)];
}

function answersOf({ model, run }: Side): Promise<(HostValue | null)[]> {
  const read = model.graph.outputs.map(({ ref }) => {
    const value = run.outputs(ref.node)?.[ref.output];
    return value ? download(value.tensor) : null;
  });
  return Promise.all(read);
}

interface ReadOutput extends OutputPair {
  readonly other: Port;
}

const endOf = ({ port, other }: ReadOutput): End => ({
  a: port.ref.node,
  b: other.ref.node,
  name: port.name,
});

/** Ports go together where their calls share a row: keys of signatures and names of layers tell nothing of each other. */
function togetherIn(rows: readonly PlannedRow[]): Together {
  const partner = new Map(rows.flatMap(({ a, b }) => (a && b ? [[a.id, b.id] as const] : [])));
  return (a, b) => partner.get(a.ref.node) === b.ref.node;
}

/** What both answered at the outputs that belong together. */
function pairedOutputs(
  { a, b }: ComparedRuns['answers'],
  [portsA, portsB]: readonly [readonly Port[], readonly Port[]],
  pairs: readonly (readonly [Port, Port])[],
  floors: ReadonlyMap<string, number>,
): ReadOutput[] {
  return pairs.flatMap(([port, other]) => {
    const [mine, theirs] = [a[portsA.indexOf(port)], b[portsB.indexOf(other)]];
    const noiseFloor = floors.get(port.ref.node) ?? 1e-7;
    return mine && theirs ? [{ port, other, a: mine, b: theirs, noiseFloor }] : [];
  });
}

function coverageOf(rows: readonly RunRow[], a: Side, b: Side): Coverage {
  const ran = (row: RunRow) =>
    (row.nodeA === null || a.run.stopOf(row.nodeA) === null) &&
    (row.nodeB === null || b.run.stopOf(row.nodeB) === null);
  const counts = { executed: rows.filter(ran).length, total: rows.length };
  const [stopA, stopB] = [a.run.firstStop(), b.run.firstStop()];
  const stop = stopA ?? stopB;
  if (!stop) return counts;
  const { layer, className, because, foreign } = stop;
  return { ...counts, stoppedAt: { side: stopA ? 'a' : 'b', layer, className, because, foreign } };
}
