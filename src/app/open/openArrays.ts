import type { Slot } from '../../pipeline/index.ts';
import { usePage } from '../state/page.ts';
import type { Session } from '../state/session.ts';
import { type OpenSlot, openIn } from '../state/slots.ts';
import { toast } from '../state/toasts.ts';
import type { PageFile } from './hostFiles.ts';

/** Longer texts are taken for models. */
const MAX_JSON = 2 ** 24;

/** Whether a JSON file is a table or named tables: an architecture, a manifest and a report hold other things. */
export async function isJsonArrays({ name, blob }: PageFile): Promise<boolean> {
  if (!/\.json$/i.test(name) || blob.size > MAX_JSON) return false;
  try {
    const value: unknown = JSON.parse(await blob.text());
    if (value === null || typeof value !== 'object') return false;
    const parts = Object.values(value);
    return Array.isArray(value) || (parts.length > 0 && parts.every(Array.isArray));
  } catch {
    return false;
  }
}

/**
 * Arrays are inputs. With no second model, those that hold outputs too are recorded predictions: under the names that are
 * asked for (`x`, `y`) or under those of the model's outputs.
 */
export async function openArrays(session: Session, file: PageFile, onto: Slot | null): Promise<Slot> {
  const single = () => openIn(usePage.getState().slots.b) === null;
  const named = onto === 'reference' || (onto !== 'inputs' && /refer|record|expect|predict/i.test(file.name));
  if (named && single()) {
    await session.open('reference', [file]);
    return 'reference';
  }
  await session.open('inputs', [file]);
  const { slots } = usePage.getState();
  if (onto === 'inputs' || !single() || !holdsOutputs(openIn(slots.inputs), openIn(slots.a))) return 'inputs';
  await session.remove('inputs');
  toast(`${file.name} holds outputs too: opened as recorded predictions.`);
  await session.open('reference', [file]);
  return 'reference';
}

function holdsOutputs(arrays: OpenSlot | null, model: OpenSlot | null): boolean {
  if (arrays?.opened.kind !== 'arrays') return false;
  const summary = model?.opened.kind === 'model' ? model.opened.summary : null;
  const inputs = new Set(summary?.inputs.map(({ name }) => name));
  const outputs = new Set(summary?.outputs.map(({ name }) => name));
  const names = arrays.opened.arrays.map(({ name }) => name).filter((name) => !inputs.has(name));
  return names.some((name) => /^y\d*$/.test(name) || outputs.has(name));
}
