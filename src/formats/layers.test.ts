import { describe, expect, it } from 'vitest';
import { hasGraph } from '../model/index.ts';
import { openModel } from './index.ts';
import { goodFixtures, goodSource } from './testing.ts';

interface ExpectedLayer {
  readonly path: string;
  readonly className: string;
}

const models = goodFixtures().filter(({ expected }) => !String(expected.format).startsWith('weights'));

describe.each(models)('$id', ({ file, expected }) => {
  it('lists the layers that Keras lists, nested ones with their path', async () => {
    const { artifact } = await openModel(goodSource(file));
    const wanted = (expected.layers as unknown as ExpectedLayer[]).map(
      ({ path, className }) => `${path} ${className}`,
    );
    const found = artifact.layers.map((it) => `${it.id} ${it.className}`);
    expect(found.toSorted()).toEqual(
      expect.arrayContaining(wanted.filter((it) => !isImplicit(it)).toSorted()),
    );
  });

  it('has a graph in which every reference points backwards', async () => {
    const { artifact } = await openModel(goodSource(file));
    if (!hasGraph(artifact)) throw new Error('no graph');
    const seen = new Set<string>();
    for (const node of artifact.graph.nodes) {
      const refs = JSON.stringify([node.args, node.kwargs]).matchAll(/"node":"((?:[^"\\]|\\.)*)"/g);
      for (const [, ref] of refs) expect(seen).toContain(JSON.parse(`"${ref}"`));
      seen.add(node.id);
    }
    for (const { ref } of [...artifact.graph.inputs, ...artifact.graph.outputs])
      expect(seen).toContain(ref.node);
  });
});

/** A Sequential's input layer is made on the way, under a name that its file may not hold. */
function isImplicit(layer: string): boolean {
  return layer.endsWith(' InputLayer');
}
