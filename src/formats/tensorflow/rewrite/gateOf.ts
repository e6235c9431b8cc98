import type { NodeDef } from '../../../model/index.ts';

/** The branch that an operation belongs to. */
export interface Gate {
  /** The tensor that decides, as the body names it. */
  readonly predicate: string;
  readonly branch: 0 | 1;
}

/**
 * The branch of a `tf.cond` of TensorFlow 1 that an operation hangs on by its control inputs: these lead to an Identity of
 * an output of the Switch. Loops hang their constants on the same kind of pivot, where it means nothing.
 */
export function gateOf(def: NodeDef, nodes: ReadonlyMap<string, NodeDef>): Gate | null {
  const queue = controls(def);
  const seen = new Set<string>();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const node = nodes.get(name);
    if (!node || seen.has(name)) continue;
    seen.add(name);
    const gate = node.op === 'Identity' ? gateOfPivot(node, nodes) : null;
    if (gate) return gate;
    if (node.op === 'NoOp' || node.op === 'Identity' || node.op === 'Const')
      for (const control of controls(node)) queue.push(control);
  }
  return null;
}

function gateOfPivot(pivot: NodeDef, nodes: ReadonlyMap<string, NodeDef>): Gate | null {
  const [name = '', output = '0'] = (pivot.inputs[0] ?? '').split(':');
  const source = nodes.get(name);
  const predicate = source?.inputs[1];
  if (source?.op !== 'Switch' || predicate === undefined) return null;
  if (nodes.get(predicate.split(':')[0] ?? '')?.op === 'LoopCond') return null;
  return { predicate, branch: output === '1' ? 1 : 0 };
}

const controls = ({ inputs }: NodeDef): string[] =>
  inputs.filter((input) => input.startsWith('^')).map((input) => input.slice(1));
