import type { NodeDef, TfProgram } from '../../../model/index.ts';
import type { Frame } from './Frame.ts';

/** Operations that write to a variable. */
const WRITES =
  /^(Assign|Scatter|ResourceScatter|ResourceApply|ResourceSparseApply|StridedSliceAssign|ResourceStridedSliceAssign)/;

/**
 * Why a read of a variable cannot be followed: the graph writes to it before. What is read then is not what the file holds,
 * and the order stands in control inputs alone.
 */
export function assignsTo(read: NodeDef, frame: Frame, program: TfProgram): string | null {
  const handle = read.inputs[0];
  const queue = controls(read);
  const seen = new Set<string>();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const node = frame.nodes.get(name);
    if (!node || seen.has(name)) continue;
    seen.add(name);
    if (WRITES.test(node.op) && node.inputs[0] === handle)
      return 'The graph changes this variable before it reads it, which is not followed here.';
    if (handle !== undefined && node.inputs.includes(handle) && writesInside(node, program))
      return 'The graph calls a function that changes variables before it reads this one, which is not followed here.';
    for (const control of controls(node)) queue.push(control);
  }
  return null;
}

const controls = ({ inputs }: NodeDef): string[] =>
  inputs.filter((input) => input.startsWith('^')).map((input) => input.slice(1));

/** Whether a call, or a call inside it, writes to a variable. Without recursion: calls of a hostile file nest without end. */
function writesInside(node: NodeDef, program: TfProgram): boolean {
  const queue = calledBy(node);
  const seen = new Set<string>();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const inner of program.graph.functions.get(name)?.nodes ?? []) {
      if (WRITES.test(inner.op)) return true;
      for (const called of calledBy(inner)) queue.push(called);
    }
  }
  return false;
}

const calledBy = ({ attrs }: NodeDef): string[] =>
  [...attrs.values()].flatMap((attr) => (attr.kind === 'func' ? [attr.value.name] : []));
