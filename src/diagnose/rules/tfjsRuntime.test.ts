import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelArtifact } from '../../model/index.ts';
import { runAsTfjs, switchBackend, type TfjsRun } from '../../run/index.ts';
import { modelOf } from '../../run/testing.ts';
import { samplesOf, tfjsFileOf, wrongOptions } from '../../run/tfjsLayers/testing.ts';
import type { Case } from '../Case.ts';
import { diagnose } from '../diagnose.ts';
import type { Finding } from '../Finding.ts';
import { headline } from '../headline.ts';
import { tfjsRuntime } from './tfjsRuntime.ts';

beforeAll(() => switchBackend('cpu'));

type Wrong = ReturnType<typeof wrongOptions>[number];

function artifactOf({ item, keras }: Wrong): ModelArtifact {
  const { layers, graph } = modelOf(item, keras);
  return {
    name: 'model.json',
    format: 'tfjs-layers',
    holds: 'model',
    byteLength: 0,
    producer: { kerasVersion: keras, backend: null, savedAt: null },
    className: 'Functional',
    config: item.model,
    layers,
    graph,
    variables: [],
    compile: null,
    notes: [],
  };
}

function caseOf(artifact: ModelArtifact, run: TfjsRun): Case {
  return { a: artifact, b: artifact, layers: [], variables: [], run: null, tfjs: { b: run } };
}

async function findingOf(wrong: Wrong): Promise<Finding> {
  const { item, keras } = wrong;
  const run = await runAsTfjs(modelOf(item, keras), tfjsFileOf(item), samplesOf(item), { backend: 'cpu' });
  const found = tfjsRuntime.find?.(caseOf(artifactOf(wrong), run)) ?? [];
  expect(found).toHaveLength(1);
  return found[0] as Finding;
}

describe.each(wrongOptions())('C59 for $option', (wrong) => {
  // A mask, or a policy of 16 bits, says where TensorFlow.js may differ; an option says that it must.
  const grade = / (mask|dtype)$/.test(wrong.option) ? 'likely' : 'proven';

  it(`names the layer and the option, ${grade}, with both figures`, async () => {
    const finding = await findingOf(wrong);
    expect(finding).toMatchObject({
      cause: 'C59',
      slug: 'tfjs-runtime',
      grade,
      where: [wrong.layer],
    });
    const [className, option] = wrong.option.split(' ') as [string, string];
    expect(finding.explanation).toContain(`${className} ${option}`);
    const [birth] = finding.evidence;
    expect(birth?.on).toEqual([wrong.layer]);
    expect(Number(birth?.figures.relative)).toBeGreaterThan(Number(birth?.figures.allowed));
  });
});

const gap = {
  maxAbs: 1,
  relative: 0.5,
  allowed: 1e-5,
  shape: [2, 3],
  shapeTfjs: [2, 3],
  at: { keras: 1, tfjs: 2 },
};
const [any] = wrongOptions() as [Wrong];
const artifact = artifactOf(any);

const agree = { outputs: [{ verdict: 'equal' }], layers: [] } as unknown as Case['run'];

describe('C59', () => {
  it('is only likely where the birth is at a layer whose options are all right', () => {
    const plain = {
      ...artifact,
      layers: artifact.layers.map((it) => ({ ...it, className: 'Dense', config: {} })),
    };
    const node = any.layer;
    const run: TfjsRun = {
      kind: 'ran',
      backend: 'cpu',
      samples: 2,
      outputs: [{ name: 'y', gap }],
      births: [{ layer: any.layer, node, gap }],
    };
    expect(diagnose(caseOf(plain, run)).findings[0]).toMatchObject({
      cause: 'C59',
      grade: 'likely',
      where: [any.layer],
    });
  });

  it('is silent where the predictions agree', () => {
    const quiet = { ...gap, relative: 1e-7 };
    const run: TfjsRun = {
      kind: 'ran',
      backend: 'cpu',
      samples: 2,
      outputs: [{ name: 'y', gap: quiet }],
      births: [],
    };
    expect(diagnose(caseOf(artifact, run)).findings).toEqual([]);
  });

  it('stands where the two models agree as Keras runs them, and the headline says both', () => {
    const run: TfjsRun = {
      kind: 'ran',
      backend: 'cpu',
      samples: 2,
      outputs: [{ name: 'y', gap }],
      births: [],
    };
    const it = { ...caseOf(artifact, run), run: agree };
    const { findings } = diagnose(it);
    expect(findings).toHaveLength(1);
    expect(headline(it, { verdict: 'equivalent', missing: null }, findings)).toBe(
      'As Keras runs them the two predict the same. TensorFlow.js predicts something else than Keras for B.',
    );
  });

  it('finds nothing in a model that TensorFlow.js refuses, which predicts nothing; the headline says so', () => {
    const run: TfjsRun = { kind: 'refused', at: 'load', because: 'Unknown layer: Normalization.' };
    const it = { ...caseOf(artifact, run), run: agree };
    const { findings } = diagnose(it);
    expect(findings).toEqual([]);
    expect(headline(it, { verdict: 'equivalent', missing: null }, findings)).toBe(
      'As Keras runs them the two predict the same. TensorFlow.js cannot run B.',
    );
  });
});
