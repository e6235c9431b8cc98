import { versionOf } from '../keras/index.ts';
import { hasGraph, type LayerId, type OpenModel, ReadError, type Tensor } from '../model/index.ts';
import type { CustomLayers, RunnableModel } from '../run/index.ts';
import { largeWeights } from './largeWeights.ts';
import { identityLayers } from './standIns.ts';

/** A model as the executor takes it; `null` when the file holds no computation. `identity` are layers to pass over. */
export function runnable(
  model: OpenModel,
  custom: CustomLayers | null = null,
  identity: readonly LayerId[] = [],
): RunnableModel | null {
  const { artifact, tensors, assets } = model;
  if (!hasGraph(artifact)) return null;
  const byId = new Map(artifact.variables.map((it) => [it.id, it]));
  const layers = new Map(artifact.layers.map((it) => [it.id, it]));
  const variablesOf = (id: LayerId) =>
    (layers.get(id)?.variables ?? []).flatMap((variable) => byId.get(variable) ?? []);
  return {
    graph: artifact.graph,
    layers: artifact.layers,
    version: versionOf(artifact),
    custom,
    ...(model.operations ? { operations: model.operations } : {}),
    identity: new Set(identityLayers(model, identity, custom)),
    async weightsOf(id, without): Promise<Readonly<Record<string, Tensor>>> {
      const variables = variablesOf(id).filter(({ role }) => !without?.has(role));
      const held = await Promise.all(variables.map(async (it) => [it.role, await tensors.read(it)] as const));
      // A variable of one's own may be called as the texts are.
      return { ...(await assets?.(id)), ...Object.fromEntries(held) };
    },
    largeOf: (id) => largeWeights(model, variablesOf(id)),
  };
}

/** The runnable form, or a named refusal. */
export function mustRun(
  model: OpenModel,
  custom: CustomLayers | null = null,
  identity: readonly LayerId[] = [],
): RunnableModel {
  const found = runnable(model, custom, identity);
  if (found) return found;
  const { graph, name } = model.artifact;
  throw new ReadError(
    'unsupported-feature',
    'missing' in graph ? graph.missing : `${name} cannot be run.`,
    name,
  );
}
