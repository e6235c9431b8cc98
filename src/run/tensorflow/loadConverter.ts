import type * as Library from '@tensorflow/tfjs-converter';
import { RunStop } from '../RunStop.ts';
import { OPS } from './ops/registry.ts';

/** TensorFlow.js' executor of graphs. */
export type Converter = typeof Library;

interface Loaded {
  readonly library: Converter;
  /** Whether an operation can be computed. */
  knows(op: string): boolean;
}

/** Operations that the executor handles without a table. */
const ALWAYS: ReadonlySet<string> = new Set(['Const', 'Placeholder']);

let loaded: Promise<Loaded> | null = null;

/** Loads the library once, when a TensorFlow graph is run, with our own operations in it. */
export function loadConverter(): Promise<Loaded> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Loaded> {
  const library = await import('@tensorflow/tfjs-converter');
  for (const [op, compute] of Object.entries(OPS)) library.registerOp(op, compute);
  const known = new Map<string, boolean>();
  return {
    library,
    knows(op) {
      const cached = known.get(op) ?? (ALWAYS.has(op) || Object.hasOwn(OPS, op) || isBuiltIn(library, op));
      known.set(op, cached);
      return cached;
    },
  };
}

/** Asks the library's own tables: an operation that it does not know has no category there. */
function isBuiltIn(library: Converter, op: string): boolean {
  const model = library.loadGraphModelSync({
    modelTopology: {
      node: [{ name: 'x', op, input: [], attr: {} }],
      versions: { producer: 0, minConsumer: 0 },
    },
    weightSpecs: [],
    weightData: new ArrayBuffer(0),
  });
  const { executor } = model as unknown as {
    executor: { graph: { nodes: Record<string, { category?: string }> } };
  };
  const node = executor.graph.nodes.x;
  if (!node) throw new RunStop(`TensorFlow.js does not load the operation ${op}.`);
  return node.category !== undefined;
}
