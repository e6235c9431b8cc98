import type { AttrValue } from '../../../model/index.ts';
import type { FlatNode } from './FlatNode.ts';
import type { Lowering } from './Frame.ts';
import { isHandle, typesOf } from './handles.ts';

/**
 * `If` as `Switch` and `Merge`, with both branches inlined. Every result passes one more `Switch`, because a branch that
 * yields a constant would otherwise always be there.
 */
export function lowerIf(graph: Lowering, node: FlatNode, chain: readonly string[]): void {
  const [predicate = '', ...args] = node.inputs;
  const [yes, no] = [node.attrs.get('then_branch'), node.attrs.get('else_branch')];
  const types = typesOf(node.attrs, 'Tin');
  const condition = node.attrs.get('Tcond');
  if (yes?.kind !== 'func' || no?.kind !== 'func' || types.length !== args.length) {
    graph.stop(node.name, node.scope, `${node.name} is no complete If.`);
    return;
  }
  if (condition?.kind === 'type' && condition.value !== 'bool') {
    graph.stop(node.name, node.scope, `Its condition is ${condition.value}, which is not supported.`);
    return;
  }
  const add = (own: string, op: string, inputs: readonly string[]): string => {
    const none: ReadonlyMap<string, AttrValue> = new Map();
    return graph.add({
      name: `${node.name}/${own}`,
      op,
      inputs,
      attrs: none,
      scope: node.scope,
      own: node.own,
    });
  };
  const side = (f: typeof yes, way: 0 | 1) => {
    const given = args.map((arg, i) =>
      isHandle(types[i]) ? arg : `${nodeName(add(`Switch_${i}`, 'Switch', [arg, predicate]))}:${way}`,
    );
    return graph.call({
      name: f.value.name,
      attrs: f.value.attrs,
      args: given,
      scope: [...node.scope, node.own],
      chain,
    });
  };
  const [taken, other] = [side(yes, 1), side(no, 0)];
  const failed = 'because' in taken ? taken : 'because' in other ? other : null;
  if (failed || 'because' in taken || 'because' in other) {
    graph.stop(node.name, node.scope, failed?.because ?? '');
    return;
  }
  taken.forEach((result, i) => {
    const chosen = `${nodeName(add(`Chosen_${i}`, 'Switch', [result, predicate]))}:1`;
    const unchosen = `${nodeName(add(`Unchosen_${i}`, 'Switch', [other[i] as string, predicate]))}:0`;
    graph.alias(`${node.name}:${i}`, add(`Merge_${i}`, 'Merge', [unchosen, chosen]));
  });
}

const nodeName = (tensor: string): string => tensor.slice(0, tensor.lastIndexOf(':'));
