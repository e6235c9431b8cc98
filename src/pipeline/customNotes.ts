import { isForeign } from '../keras/index.ts';
import type { OpenModel, ReadNote } from '../model/index.ts';
import type { CustomLayers } from '../run/index.ts';

/** The model, with a note for every layer that runs with supplied code: whoever reads the report must know. */
export function withCustomNotes(model: OpenModel, supplied: CustomLayers | null | undefined): OpenModel {
  if (!supplied) return model;
  const { artifact } = model;
  const notes = artifact.layers.flatMap((layer): ReadNote[] => {
    const { id, className } = layer;
    const isSupplied = [id, className].some((name) => Object.hasOwn(supplied.layers, name));
    if (!isForeign(layer) || !isSupplied) return [];
    const message = `\`${id}\` (${className}) runs with code from ${supplied.source}, which may not be what the model was trained with.`;
    return [{ code: 'custom-code', message, where: id }];
  });
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
