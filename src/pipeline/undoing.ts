import type { Suspect } from '../diagnose/index.ts';
import { groupBy, type LayerId, type OpenModel, type Tensor, type Variable } from '../model/index.ts';
import type { Overrides, RunnableModel, WeightChange } from '../run/index.ts';
import { largeWeights } from './largeWeights.ts';
import { type Described, withOptionOf } from './withOptionOf.ts';

/** The two models, as files and as they run. */
interface Both {
  readonly a: OpenModel;
  readonly b: OpenModel;
  readonly models: { readonly a: RunnableModel; readonly b: RunnableModel };
}

type LateWeights = Extract<WeightChange, { readonly kind: 'late' }>;
type Weights = ReadonlyMap<LayerId, LateWeights>;

/** What makes B run with weights and options of the suspects taken from A, and in their modes. Calls are another matter. */
export async function overridesOf(suspects: readonly Suspect[], both: Both): Promise<Overrides> {
  const layers = layersOf(
    suspects.flatMap(({ options }) => options),
    both.models,
  );
  const modes = suspects.find((it) => it.modes?.b)?.modes?.b;
  const weights = weightsOf(
    suspects.flatMap(({ weights }) => weights),
    both,
  );
  return {
    weights: await withTexts(
      weights,
      suspects.flatMap(({ options }) => options),
      both,
    ),
    layers,
    ...(suspects.some(({ version }) => version) ? { version: both.models.a.version } : {}),
    ...(modes ? { modes } : {}),
  };
}

/** Layers of B with options of A's, one option after the other. */
function layersOf(options: Suspect['options'], { a, b }: Both['models']): NonNullable<Overrides['layers']> {
  const [layersA, layersB] = [a, b].map(({ layers }) => new Map(layers.map((it) => [it.id, it])));
  const changed = new Map<LayerId, Described>();
  for (const it of options) {
    const [layer, other] = [changed.get(it.b) ?? layersB?.get(it.b), layersA?.get(it.a)];
    if (layer && other)
      changed.set(it.b, withOptionOf(layer, other, it.key, { own: b.version, other: a.version }));
  }
  return changed;
}

/** A's values by layer of B, read when its layer runs: all of them at once may be more than fits. */
function weightsOf(weights: Suspect['weights'], { a, b }: Both): Weights {
  const [byIdA, byIdB] = [a, b].map(({ artifact }) => new Map(artifact.variables.map((it) => [it.id, it])));
  const sources = weights.flatMap((it) => {
    const [source, target] = [byIdA?.get(it.a), byIdB?.get(it.b)];
    return source && target?.layer != null
      ? [{ layer: target.layer, variable: { ...source, role: target.role } }]
      : [];
  });
  const grouped = groupBy(sources, ({ layer }) => layer);
  return new Map(
    [...grouped].map(([layer, of]) => [
      layer,
      late(
        a,
        of.map(({ variable }) => variable),
      ),
    ]),
  );
}

/** Variables of a model, under the roles that they are to play. */
function late(model: OpenModel, variables: readonly Variable[]): LateWeights {
  return {
    kind: 'late',
    roles: new Set(variables.map(({ role }) => role)),
    large: largeWeights(model, variables),
    async read(without) {
      const read: Record<string, Tensor> = {};
      for (const it of variables) if (!without.has(it.role)) read[it.role] = await model.tensors.read(it);
      return read;
    },
  };
}

/** The words of a lookup are options to Keras, wherever a file keeps them. */
async function withTexts(
  weights: Weights,
  options: Suspect['options'],
  { a }: Pick<Both, 'a'>,
): Promise<Weights> {
  const all = new Map(weights);
  for (const it of options) {
    const texts = await a.assets?.(it.a);
    if (!texts || Object.keys(texts).length === 0) continue;
    const before = all.get(it.b) ?? late(a, []);
    all.set(it.b, {
      ...before,
      roles: new Set([...before.roles, ...Object.keys(texts)]),
      read: async (without) => ({ ...(await before.read(without)), ...texts }),
    });
  }
  return all;
}
