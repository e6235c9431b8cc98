import type { AttrValue } from '../../../model/index.ts';
import { type FlatNode, textAttr } from './FlatNode.ts';
import type { Lowering } from './Frame.ts';
import { isHandle, typesOf } from './handles.ts';

/**
 * `While` as a loop of TensorFlow 1: each argument goes Enter → Merge → Switch, the body takes the Switch' second output and
 * its results go back by NextIteration; Exit hands out the first. Variables are no arguments of the loop.
 */
export function lowerWhile(graph: Lowering, node: FlatNode, chain: readonly string[]): void {
  const [condition, body] = [node.attrs.get('cond'), node.attrs.get('body')];
  const types = typesOf(node.attrs, 'T');
  if (condition?.kind !== 'func' || body?.kind !== 'func' || types.length !== node.inputs.length) {
    graph.stop(node.name, node.scope, `${node.name} is no complete While.`);
    return;
  }
  const add = (own: string, op: string, inputs: readonly string[], attrs: Attrs = NONE): string =>
    graph.add({ name: `${node.name}/${own}`, op, inputs, attrs, scope: node.scope, own: node.own });
  const named = (own: string): string => `${node.name}/${own}`;
  const frame: Attrs = new Map([['frame_name', textAttr(node.name)]]);
  const carried = node.inputs.map((input, i) => {
    if (isHandle(types[i])) return null;
    const enter = add(`Enter_${i}`, 'Enter', [input], frame);
    const merged = add(`Merge_${i}`, 'Merge', [enter, `${named(`Next_${i}`)}:0`]);
    add(`Switch_${i}`, 'Switch', [merged, `${named('Condition')}:0`]);
    return { merged, inside: `${named(`Switch_${i}`)}:1`, outside: `${named(`Switch_${i}`)}:0` };
  });
  const scope = [...node.scope, node.own];
  const args = (of: (it: NonNullable<(typeof carried)[number]>) => string) =>
    carried.map((it, i) => (it ? of(it) : (node.inputs[i] as string)));
  const asked = graph.call({
    name: condition.value.name,
    attrs: condition.value.attrs,
    args: args((it) => it.merged),
    scope,
    chain,
  });
  const done = graph.call({
    name: body.value.name,
    attrs: body.value.attrs,
    args: args((it) => it.inside),
    scope,
    chain,
  });
  const failed = 'because' in asked ? asked.because : 'because' in done ? done.because : null;
  if (
    failed !== null ||
    'because' in asked ||
    'because' in done ||
    asked.length !== 1 ||
    done.length !== types.length
  ) {
    graph.stop(node.name, node.scope, failed ?? `${node.name} does not hand on what it takes.`);
    return;
  }
  add('Condition', 'LoopCond', [asked[0] as string]);
  carried.forEach((it, i) => {
    if (it === null) {
      graph.alias(`${node.name}:${i}`, node.inputs[i] as string);
      return;
    }
    add(`Next_${i}`, 'NextIteration', [done[i] as string]);
    graph.alias(`${node.name}:${i}`, add(`Exit_${i}`, 'Exit', [it.outside]));
  });
}

type Attrs = ReadonlyMap<string, AttrValue>;
const NONE: Attrs = new Map();
