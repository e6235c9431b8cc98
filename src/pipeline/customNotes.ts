import { isForeign } from '../keras/index.ts';
import type { Layer, LayerId, OpenModel, ReadNote } from '../model/index.ts';
import type { CustomLayers } from '../run/index.ts';

/** The model, with a note for every layer that runs with supplied code: whoever reads the report must know. */
export function withCustomNotes(model: OpenModel, supplied: CustomLayers | null | undefined): OpenModel {
  if (!supplied) return model;
  const { artifact } = model;
  const notes = artifact.layers.flatMap((layer): ReadNote[] => {
    const { id, className } = layer;
    if (!isForeign(layer) || !isSupplied(layer, supplied)) return [];
    const message = `\`${id}\` (${className}) runs with code from ${supplied.source}, which may not be what the model was trained with.`;
    return [{ code: 'custom-code', message, where: id }];
  });
  return { ...model, artifact: { ...artifact, notes: [...artifact.notes, ...notes] } };
}

/** Whether the user supplied code for a layer, by its name or its class. */
export function isSupplied(
  { id, className }: Pick<Layer, 'id' | 'className'>,
  supplied: CustomLayers | null | undefined,
): boolean {
  return [id, className].some((name) => Object.hasOwn(supplied?.layers ?? {}, name));
}

/** The model, with a note for every layer that was treated as identity. */
export function withIdentityNotes(model: OpenModel, identity: readonly LayerId[]): OpenModel {
  const notes = identity.map(
    (id): ReadNote => ({
      code: 'treated-as-identity',
      message: `\`${id}\` was treated as identity: it hands its input on as it is. What it really computes was not seen.`,
      where: id,
    }),
  );
  const { artifact } = model;
  return { ...model, artifact: { ...artifact, notes: [...artifact.notes, ...notes] } };
}

/** The model, with a note for every layer whose recorded output stands in for what it would compute. */
export function withRecordedNotes(model: OpenModel, layers: readonly string[], source: string): OpenModel {
  const notes = layers.map(
    (id): ReadNote => ({
      code: 'recorded-output',
      message: `\`${id}\` was not computed: its recorded output in ${source} was taken.`,
      where: id,
    }),
  );
  const { artifact } = model;
  return { ...model, artifact: { ...artifact, notes: [...artifact.notes, ...notes] } };
}
