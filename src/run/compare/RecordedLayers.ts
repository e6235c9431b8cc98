import {
  type GraphNode,
  type NodeId,
  sameShape,
  sizeOf,
  type Tensor,
  type TensorRef,
  toFloat32,
} from '../../model/index.ts';
import { recordedTensors } from '../custom/recordedOutputs.ts';
import { type HostValue, upload } from '../hostTensor.ts';
import type { ModelRun } from '../ModelRun.ts';
import type { RunRow } from '../RunComparison.ts';
import { refsOf } from '../refs.ts';
import { resolve } from '../resolve.ts';
import type { ResolvedCall, Value } from '../Value.ts';
import { relativeOf } from './figures.ts';
import { judge } from './judge.ts';
import { downloadAll, measureOutputs, outputsOn } from './ownError.ts';

/** What is known of a layer before it runs and frees its inputs. */
export interface BeforeLayer {
  /** What the layer makes of the recorded inputs; `null` when they were not all recorded. */
  readonly fed: readonly HostValue[] | null;
  readonly inputError: number | null;
}

/**
 * A model's layers against activations that were recorded: `layer:NAME`, `layer:NAME:1` for further tensors,
 * `layer:NAME#1` for further calls. Fed what was recorded of its inputs, a layer shows what it adds by itself.
 */
export class RecordedLayers {
  readonly #run: ModelRun;
  readonly #recorded: ReadonlyMap<string, Tensor>;
  readonly #count: number;
  readonly #inputs: ReadonlySet<NodeId>;
  readonly #following = new Map<string, boolean>();

  constructor(run: ModelRun, recorded: ReadonlyMap<string, Tensor>, count: number) {
    this.#run = run;
    this.#recorded = recorded;
    this.#count = count;
    this.#inputs = new Set(run.model.graph.inputs.map(({ ref }) => ref.node));
  }

  /** Asks a layer that is about to run; `null` when nothing was recorded of it. */
  async before(node: GraphNode): Promise<BeforeLayer | null> {
    if (this.#inputs.has(node.id) || this.#tensorsOf(node).length === 0) return null;
    const refs = refsOf(node).filter((ref) => !this.#follows(ref));
    if (refs.some((ref) => this.#tensorAt(ref) === null)) return { fed: null, inputError: null };
    const recorded = refs.flatMap((ref) => hostOf(this.#tensorAt(ref) as Tensor, null) ?? []);
    const own = await downloadAll(refs.flatMap((ref) => this.#run.outputs(ref.node)?.[ref.output] ?? []));
    const figures = measureOutputs(recorded, own);
    const inputError = refs.length === 0 ? 0 : figures && relativeOf(figures);
    return { fed: await this.#onRecorded(node), inputError };
  }

  /** The row of a layer that has run. `outputs` are its own, `noiseFloor` is a share of the largest value. */
  after(node: GraphNode, before: BeforeLayer, outputs: readonly HostValue[], noiseFloor: number): RunRow {
    const layer = this.#run.layerOf(node);
    const known = {
      ...{ a: node.layer, b: node.layer, nodeA: node.id, nodeB: node.id, className: layer?.className ?? '?' },
      ...{ shape: outputs[0]?.shape ?? null, maxAbs: null, relative: null, ownError: null },
      ...{ inputError: before.inputError, noiseFloor, nanA: 0, nanB: 0 },
    };
    const stop = this.#run.stopOf(node.id);
    if (stop) return { ...known, verdict: 'not-run', because: stop.because };
    const recorded = this.#tensorsOf(node).map((tensor, i) => hostOf(tensor, outputs[i]));
    const whole = recorded.filter((it) => it !== null);
    const seen = whole.length === recorded.length ? whole : [];
    const figures = seen.length > 0 ? measureOutputs(seen, outputs.slice(0, seen.length)) : null;
    if (figures === null) return { ...known, verdict: 'not-run', because: this.#misfit(node, outputs) };
    const own = before.fed && measureOutputs(seen, before.fed.slice(0, seen.length));
    const ownError = own && relativeOf(own);
    const relative = relativeOf(figures);
    const { maxAbs, nanA, nanB } = figures;
    const judged = judge({ relative, ownError, inputError: before.inputError, noiseFloor });
    return { ...known, maxAbs, relative, ownError, nanA, nanB, ...judged };
  }

  #tensorsOf(node: GraphNode): Tensor[] {
    return recordedTensors(node, this.#recorded, this.#count);
  }

  /** Whether a tensor was not recorded and need not be: layers without weights make it of the inputs alone, as a mask. */
  #follows(ref: TensorRef): boolean {
    const key = `${ref.node} ${ref.output}`;
    // Branches that meet again would be walked once for each way to them.
    const follows = this.#following.get(key) ?? this.#findFollowing(ref);
    this.#following.set(key, follows);
    return follows;
  }

  #findFollowing(ref: TensorRef): boolean {
    if (this.#inputs.has(ref.node)) return true;
    const node = this.#run.node(ref.node);
    if (!node || this.#tensorAt(ref) !== null || this.#run.layerOf(node)?.variables.length !== 0)
      return false;
    return refsOf(node).every((it) => this.#follows(it));
  }

  #tensorAt({ node: id, output }: TensorRef): Tensor | null {
    const node = this.#run.node(id);
    return (node && this.#tensorsOf(node)[output]) ?? null;
  }

  async #onRecorded(node: GraphNode): Promise<HostValue[] | null> {
    const uploaded: Value[] = [];
    const find = (ref: TensorRef): Value => {
      const own = this.#run.outputs(ref.node)?.[ref.output];
      if (own && this.#follows(ref)) return own;
      const value = {
        tensor: upload(this.#tensorAt(ref) as Tensor),
        mask: own?.mask ?? null,
        half: own?.half,
        whole: own?.whole,
      };
      uploaded.push(value);
      return value;
    };
    const call: ResolvedCall = {
      args: node.args.map((argument) => resolve(argument, find)),
      kwargs: Object.fromEntries(Object.entries(node.kwargs).map(([key, it]) => [key, resolve(it, find)])),
    };
    try {
      return await outputsOn(this.#run, node, call);
    } finally {
      for (const { tensor } of uploaded) tensor.dispose();
    }
  }

  #misfit(node: GraphNode, outputs: readonly HostValue[]): string {
    const shapes = (list: readonly { readonly shape: readonly number[] }[]) =>
      list.map(({ shape }) => shape.join(' × ')).join(', ');
    return `It was recorded as ${shapes(this.#tensorsOf(node))}; the layer puts out ${shapes(outputs)}.`;
  }
}

/** Recorded values as a run gives them; `null` when they do not have the shape of `like`. */
function hostOf(tensor: Tensor, like: HostValue | null | undefined): HostValue | null {
  if (like && !sameShape(tensor.shape, like.shape)) return null;
  if (tensor.strings) return { dtype: 'string', shape: tensor.shape, values: tensor.strings };
  const values = toFloat32(tensor);
  if (values === null || values.length !== sizeOf(tensor.shape)) return null;
  return { dtype: 'float32', shape: tensor.shape, values };
}
