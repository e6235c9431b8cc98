import type { GraphNode } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import { borrowed } from '../DeviceWeights.ts';
import { feed } from '../feed.ts';
import { download, type HostValue } from '../hostTensor.ts';
import { ModelRun } from '../ModelRun.ts';
import type { Backend } from '../RunComparison.ts';
import type { Samples } from '../samples/Samples.ts';
import type { Value } from '../Value.ts';
import { measure, relativeOf } from './figures.ts';

/** No floor is taken below this share of the largest value: float32 carries no more. */
const LOWEST = 1e-7;
/** Beyond this, one sample alone gives another answer because the layer looks at the whole batch, not for noise. */
const BATCH_DEPENDENT = 1e-3;

interface Shadow {
  readonly run: ModelRun;
  readonly backend: Backend;
  spentMs: number;
  stopped: boolean;
}

/**
 * How far a model is from itself: its first sample again alone on the same backend, and alone on cpu. Steps along with
 * the main run; the cpu half ends when its time is used up, and the last floor stays.
 */
export class Floor {
  readonly #shadows: Shadow[] = [];
  readonly #backend: Backend;
  readonly #budgetMs: number;
  readonly #lowest: number;
  #last: number;
  #batchDependent = false;

  /** `least` is what is known to be noise before anything was measured. */
  constructor(backend: Backend, budgetMs: number, least = 0) {
    this.#backend = backend;
    this.#budgetMs = budgetMs;
    this.#lowest = Math.max(LOWEST, least);
    this.#last = this.#lowest;
  }

  /** Starts the shadows. `holds` as for the main run, whose weights the shadow on the same backend borrows. */
  async start(main: ModelRun, samples: Samples, holds: readonly string[]): Promise<void> {
    const { model } = main;
    const backends: readonly Backend[] = this.#backend === 'cpu' ? ['cpu'] : [this.#backend, 'cpu'];
    for (const backend of backends) {
      if (!(await switchBackend(backend))) continue;
      const weights = backend === this.#backend ? borrowed(main.weights) : undefined;
      const run = new ModelRun(model, feed(model.graph.inputs, samples, 0, 1), holds, weights);
      this.#shadows.push({ run, backend, spentMs: 0, stopped: false });
    }
    await switchBackend(this.#backend);
  }

  /** Whether some layer answers differently for one sample alone: floors after it say nothing new. */
  get batchDependent(): boolean {
    return this.#batchDependent;
  }

  /** Runs a node in the shadows. */
  async step(node: GraphNode): Promise<void> {
    for (const shadow of this.#shadows) {
      // Not right after the step that used it up: what that one cost is worth hearing.
      if (shadow.backend === 'cpu' && shadow.spentMs > this.#budgetMs) this.#stop(shadow);
      if (shadow.stopped) continue;
      const from = performance.now();
      await switchBackend(shadow.backend);
      await shadow.run.step(node);
      shadow.run.forget(node);
      shadow.spentMs += performance.now() - from;
    }
    await switchBackend(this.#backend);
  }

  /** The floor at a node that just ran, as a share of its largest value. */
  async at(node: GraphNode, main: readonly HostValue[], count: number): Promise<number> {
    if (this.#batchDependent) return this.#last;
    const gaps: number[] = [];
    for (const shadow of this.#shadows) {
      if (shadow.stopped) continue;
      await switchBackend(shadow.backend);
      const outputs = shadow.run.outputs(node.id);
      if (outputs) gaps.push(...(await gapsTo(outputs, main, count)));
    }
    await switchBackend(this.#backend);
    // What the cpu showed while it had time still holds.
    const floor = Math.max(
      this.#lowest,
      this.#shadows.some(({ stopped }) => stopped) ? this.#last : 0,
      ...gaps,
    );
    if (floor > BATCH_DEPENDENT) this.#batchDependent = true;
    else if (gaps.length > 0) this.#last = floor;
    return this.#last;
  }

  /** Frees a node's outputs in the shadows. */
  async release(node: string): Promise<void> {
    for (const shadow of this.#shadows) {
      if (shadow.stopped) continue;
      await switchBackend(shadow.backend);
      shadow.run.release(node);
    }
    await switchBackend(this.#backend);
  }

  /** Frees everything. */
  dispose(): void {
    for (const shadow of this.#shadows) if (!shadow.stopped) this.#stop(shadow);
  }

  #stop(shadow: Shadow): void {
    shadow.run.dispose();
    shadow.stopped = true;
  }
}

/** Gaps between a shadow's outputs and the main run's first sample, where the two can be laid over each other. */
async function gapsTo(
  outputs: readonly Value[],
  main: readonly HostValue[],
  count: number,
): Promise<number[]> {
  const gaps: number[] = [];
  for (const [i, { tensor }] of outputs.entries()) {
    const whole = main[i];
    if (
      !whole ||
      whole.values.length !== tensor.size * count ||
      whole.shape[0] !== (tensor.shape[0] ?? 1) * count
    )
      continue;
    const alone = await download(tensor);
    const first = whole.values.slice(0, alone.values.length);
    gaps.push(relativeOf(measure(first, alone.values)));
  }
  return gaps;
}
