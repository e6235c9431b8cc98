import type { ModelArtifact, Port } from '../../model/index.ts';
import type { Rule } from '../Rule.ts';

/**
 * C52: the same inputs or outputs in another order. Both are compared by name here; who feeds or reads them as a list
 * gets them exchanged.
 */
export const portsPermuted: Rule = {
  id: 'ports-permuted',
  ruleOut: ({ a, b }) =>
    permutedPorts(a, b).map((ports) => ({
      cause: 'C52',
      because: `The ${ports} stand in another order in B (${orderOf(a, ports)} / ${orderOf(b, ports)}): compared by name here. As a list they would be exchanged.`,
    })),
};

/** Which ports of two models have the same names in another order. */
export function permutedPorts(a: ModelArtifact, b: ModelArtifact): ('inputs' | 'outputs')[] {
  return (['inputs', 'outputs'] as const).filter((ports) => {
    const [inA, inB] = [namesOf(a, ports), namesOf(b, ports)];
    return inA.join('\n') !== inB.join('\n') && inA.toSorted().join('\n') === inB.toSorted().join('\n');
  });
}

function namesOf({ graph }: ModelArtifact, ports: 'inputs' | 'outputs'): string[] {
  return 'missing' in graph ? [] : graph[ports].map(({ name }: Port) => name);
}

const orderOf = (model: ModelArtifact, ports: 'inputs' | 'outputs'): string =>
  namesOf(model, ports).join(', ');
