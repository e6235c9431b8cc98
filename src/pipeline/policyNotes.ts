import { readOptions, versionOf } from '../keras/index.ts';
import { hasGraph, type ModelArtifact, type ReadNote } from '../model/index.ts';

/** Policies that the executor follows to the bit: everything is float32 here. */
const AS_COMPUTED: ReadonlySet<string> = new Set(['float32', '_infer']);

const WAYS = {
  half: ', rounded where Keras casts, so Keras’ own predictions may differ in the last place.',
  double: ', so Keras’ own predictions are finer.',
} as const;

/** Says which dtype policies of a model are imitated, because everything here is computed in float32. */
export function policyNotes(artifact: ModelArtifact): ReadNote[] {
  if (!hasGraph(artifact)) return [];
  const counts = new Map<string, number>();
  for (const { className, config, kind } of artifact.layers) {
    if (kind !== 'layer' || className === 'InputLayer') continue;
    const policy = readOptions(className, config, versionOf(artifact)).options.dtype;
    if (typeof policy === 'string' && /float/.test(policy) && !AS_COMPUTED.has(policy))
      counts.set(policy, (counts.get(policy) ?? 0) + 1);
  }
  return [...counts].map(([policy, count]) => ({
    code: 'computed-in-float32',
    message: `${count === 1 ? '1 layer has' : `${count} layers have`} the dtype policy ${policy}: computed here in float32${WAYS[/64/.test(policy) ? 'double' : 'half']}`,
    where: null,
  }));
}
