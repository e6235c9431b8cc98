import type { GraphNode, LayerId, TensorRef } from '../../model/index.ts';
import { cloneValue, disposeValue } from '../copyOfValue.ts';
import { download, type HostValue } from '../hostTensor.ts';
import type { Pace } from '../Pace.ts';
import type { Backend, RunRow } from '../RunComparison.ts';
import { refsOf } from '../refs.ts';
import { type ResolvedCall, valuesOfCall } from '../Value.ts';
import { confirmOnCpu } from './confirm.ts';
import type { Floor } from './Floor.ts';
import { type Figures, relativeOf } from './figures.ts';
import { judge, NOISE_FACTOR } from './judge.ts';
import { maskGap } from './maskGap.ts';
import type { SeenRow, Sign } from './origins.ts';
import { pairPorts } from './outputRows.ts';
import { downloadAll, inputErrorOf, mapValues, measureOutputs, outputsOn, withValuesOf } from './ownError.ts';
import type { PlannedRow } from './planRows.ts';
import type { Side } from './Side.ts';
import { sameCall, sameConstants } from './sameCall.ts';

/** What lies before a pair is run: arguments and how far they differ. */
interface Before {
  readonly a: ResolvedCall | null;
  readonly b: ResolvedCall | null;
  readonly inputError: number | null;
  /** Whether everything that comes in is the same, masks included. */
  readonly same: boolean;
  /** Whether B is asked what A is asked, by a layer that is the same: it answers the same. */
  readonly shared: boolean;
  /** A's call with tensors of its own, for asking B's layer and the cpu afterwards. */
  readonly kept?: ResolvedCall;
  /** The nodes themselves. */
  readonly nodes: { readonly a: GraphNode; readonly b: GraphNode };
}

type Seen = Omit<SeenRow, 'planned'>;
const NO_SIGN: Sign = { masked: null, change: null };

const keyOf = (a: TensorRef, b: TensorRef): string => `${a.node}\n${a.output}\n${b.node}\n${b.output}`;

/** What is known of the two before they run. */
export interface Subject {
  readonly samples: number;
  /** Layers of A whose counterparts hold the same options and bytes. */
  readonly alike: ReadonlySet<LayerId>;
}

/** What two layers differ by that are fed the same and are the same. */
const NOTHING: Figures = {
  ...{ maxAbs: 0, maxRel: 0, meanAbs: 0, rms: 0, scale: 1 },
  ...{ nanA: 0, nanB: 0, mismatches: 0 },
};

/** Both models side by side: one row after the other, each freed as soon as nobody needs it. */
export class Lockstep {
  readonly #a: Side;
  readonly #b: Side;
  readonly #floor: Floor;
  readonly #backend: Backend;
  readonly #pace: Pace;
  readonly #subject: Subject;
  /** The backend that confirmed the first divergent layer. */
  confirmedOn: Backend | null = null;
  /** Floors by A's node, for the outputs. */
  readonly floors = new Map<string, number>();
  /** Gaps of pairs of tensors that were measured already. */
  readonly #known: Map<string, number>;

  constructor(a: Side, b: Side, floor: Floor, backend: Backend, pace: Pace, subject: Subject) {
    this.#a = a;
    this.#b = b;
    this.#floor = floor;
    this.#backend = backend;
    this.#pace = pace;
    this.#subject = subject;
    const ports = pairPorts(a.model.graph.inputs, b.model.graph.inputs);
    this.#known = new Map(ports.map(([mine, theirs]) => [keyOf(mine.ref, theirs.ref), 0]));
  }

  /** Runs one row. */
  async row(planned: PlannedRow): Promise<SeenRow> {
    const { a, b } = planned;
    const seen = a && b ? await this.#pair(a, b) : await this.#single(a, b);
    if (a) {
      this.#a.run.release(a.id);
      this.#a.run.forget(a);
      await this.#floor.release(a.id);
    }
    if (b) {
      this.#b.run.release(b.id);
      this.#b.run.forget(b);
    }
    return { planned, ...seen };
  }

  readonly #afterA = async (node: GraphNode): Promise<void> => {
    await this.#floor.step(node);
    await this.#pace.breathe();
  };

  readonly #afterB = async (): Promise<void> => {
    await this.#pace.breathe();
  };

  /** A call that only one side has: it is run, and nothing can be said about it but how far it moves its input. */
  async #single(a: GraphNode | null, b: GraphNode | null): Promise<Seen> {
    const [side, node, each] = a ? [this.#a, a, this.#afterA] : [this.#b, b as GraphNode, this.#afterB];
    await side.reach(node, each);
    const call = side.run.resolved(node);
    const input = await downloadAll(call ? valuesOfCall(call).slice(0, 1) : []);
    await side.pass(node, each);
    const stop = side.run.stopOf(node.id);
    if (a) await this.#floorAt(a);
    const outputs = await downloadAll(side.run.outputs(node.id)?.slice(0, 1) ?? []);
    const because = stop?.because ?? `Only model ${a ? 'A' : 'B'} has this layer.`;
    const moved = measureOutputs(input, outputs);
    return {
      row: { ...this.#blank(a, b), shape: outputs[0]?.shape ?? null, because },
      sign: { masked: null, change: moved && relativeOf(moved) },
    };
  }

  #blank(a: GraphNode | null, b: GraphNode | null): RunRow {
    const layer = a ? this.#a.run.layerOf(a) : b ? this.#b.run.layerOf(b) : undefined;
    return {
      a: a?.layer ?? null,
      b: b?.layer ?? null,
      nodeA: a?.id ?? null,
      nodeB: b?.id ?? null,
      className: layer?.className ?? '?',
      shape: null,
      maxAbs: null,
      relative: null,
      ownError: null,
      inputError: null,
      noiseFloor: null,
      nanA: 0,
      nanB: 0,
      verdict: 'not-run',
    };
  }

  async #pair(a: GraphNode, b: GraphNode): Promise<Seen> {
    await this.#a.reach(a, this.#afterA);
    await this.#b.reach(b, this.#afterB);
    const before = this.#keepingInputs(await this.#before(a, b));
    try {
      return await this.#measured(before);
    } finally {
      if (before.kept) valuesOfCall(before.kept).forEach(disposeValue);
    }
  }

  /** A first, and its weights gone before those of B are read: the two together may be more than fits. */
  async #measured(before: Before): Promise<Seen> {
    const { a, b } = before.nodes;
    await this.#a.pass(a, this.#afterA);
    this.#a.run.forget(a);
    if (before.shared) this.#b.run.supply(b.id, (this.#a.run.outputs(a.id) ?? []).map(cloneValue));
    const mixed = await this.#onOthersInputs(a, b, before);
    await this.#b.pass(b, this.#afterB);
    const stop = this.#a.run.stopOf(a.id) ?? this.#b.run.stopOf(b.id);
    if (stop) return { row: { ...this.#blank(a, b), because: stop.because }, sign: NO_SIGN };
    const [valuesA, valuesB] = [this.#a.run.outputs(a.id) ?? [], this.#b.run.outputs(b.id) ?? []];
    const [outA, outB] = [await downloadAll(valuesA), await downloadAll(valuesB)];
    const sign = { ...NO_SIGN, masked: await maskGap(valuesA, valuesB) };
    const noiseFloor = await this.#floorAt(a, outA);
    const figures = measureOutputs(outA, outB);
    const fedTheSame = mixed === 'alike' ? NOTHING : mixed && measureOutputs(outA, mixed);
    const own = before.same ? figures : fedTheSame;
    this.#remember(a, b, outA, outB, figures);
    return { row: await this.#verdict(this.#blank(a, b), outA, figures, own, noiseFloor, before), sign };
  }

  async #before(a: GraphNode, b: GraphNode): Promise<Before> {
    const [callA, callB] = [this.#a.run.resolved(a), this.#b.run.resolved(b)];
    const known = this.#knownError(a, b);
    const inputError = callA && callB ? (known ?? (await inputErrorOf(callA, callB))) : null;
    const masked = callA && callB && (await maskGap(valuesOfCall(callA), valuesOfCall(callB)));
    const alike = this.#subject.alike.has(a.layer);
    return {
      ...{ a: callA, b: callB, inputError, nodes: { a, b } },
      same: inputError === 0 && masked === null,
      shared: alike && callA !== null && callB !== null && sameCall(callA, callB),
    };
  }

  /** What B's layer makes of A's inputs; `alike` when that need not be computed. */
  async #onOthersInputs(a: GraphNode, b: GraphNode, before: Before): Promise<HostValue[] | 'alike' | null> {
    if (before.same || !before.kept || !before.b) return null;
    const call = withValuesOf(before.b, before.kept);
    if (call === null) return null;
    const alike = this.#subject.alike.has(a.layer) && sameConstants(before.kept, before.b);
    return alike ? 'alike' : outputsOn(this.#b.run, b, call);
  }

  /** A's inputs outlive its call where B's layer is asked about them, and while nothing is confirmed: clones share their memory. */
  #keepingInputs(before: Before): Before {
    const wanted = this.confirmedOn === null || !before.same;
    return wanted && before.a ? { ...before, kept: mapValues(before.a, cloneValue) } : before;
  }

  #remember(
    a: GraphNode,
    b: GraphNode,
    outA: readonly HostValue[],
    outB: readonly HostValue[],
    together: Figures | null,
  ): void {
    outA.forEach((mine, output) => {
      const theirs = outB[output];
      const single = outA.length === 1 && outB.length === 1;
      const figures = single ? together : theirs && measureOutputs([mine], [theirs]);
      if (figures)
        this.#known.set(keyOf({ node: a.id, output }, { node: b.id, output }), relativeOf(figures));
    });
  }

  /** The input error from what was measured before; `null` when some pair is new. */
  #knownError(a: GraphNode, b: GraphNode): number | null {
    const [mine, theirs] = [refsOf(a), refsOf(b)];
    if (mine.length !== theirs.length) return null;
    const gaps = mine.map((ref, i) => this.#known.get(keyOf(ref, theirs[i] as TensorRef)));
    return gaps.includes(undefined) ? null : Math.max(0, ...gaps.map((gap) => gap ?? 0));
  }

  async #verdict(
    blank: RunRow,
    outA: readonly HostValue[],
    figures: Figures | null,
    own: Figures | null,
    noiseFloor: number,
    before: Before,
  ): Promise<RunRow> {
    const shape = outA[0]?.shape ?? null;
    const known = { ...blank, shape, noiseFloor, inputError: before.inputError };
    if (figures === null) {
      const born = before.inputError !== null;
      return {
        ...known,
        verdict: born ? 'born' : 'inherited',
        because: 'The two layers put out different shapes.',
      };
    }
    const relative = relativeOf(figures);
    const ownError = own === null ? null : relativeOf(own);
    const judged = judge({ relative, ownError, inputError: before.inputError, noiseFloor });
    const row: RunRow = {
      ...known,
      maxAbs: figures.maxAbs,
      relative,
      ownError,
      nanA: figures.nanA,
      nanB: figures.nanB,
      ...judged,
    };
    return row.verdict === 'born' && this.confirmedOn === null
      ? this.#confirmed(row, before, noiseFloor)
      : row;
  }

  async #confirmed(row: RunRow, before: Before, noiseFloor: number): Promise<RunRow> {
    const { kept: a, b, nodes } = before;
    const sides = { a: this.#a.model, b: this.#b.model };
    const onCpu = a && b ? await confirmOnCpu(sides, nodes, { a, b }, this.#backend) : null;
    if (onCpu === null) return row;
    if (onCpu > NOISE_FACTOR * noiseFloor) {
      this.confirmedOn = 'cpu';
      return row;
    }
    return {
      ...row,
      verdict: 'noise',
      because: `On ${this.#backend} the two layers differ by ${row.ownError?.toExponential(1)}, on cpu by ${onCpu.toExponential(1)}: the backend's own error.`,
    };
  }

  async #floorAt(node: GraphNode, outputs?: readonly HostValue[]): Promise<number> {
    const values =
      outputs ?? (await Promise.all((this.#a.run.outputs(node.id) ?? []).map((v) => download(v.tensor))));
    const floor = await this.#floor.at(node, values, this.#subject.samples);
    this.floors.set(node.id, floor);
    return floor;
  }
}
