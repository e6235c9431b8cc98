import type { Slot } from '../../pipeline/index.ts';
import { askToRun } from '../state/askToRun.ts';
import { usePage } from '../state/page.ts';
import type { Session } from '../state/session.ts';
import { openIn } from '../state/slots.ts';
import type { PageFile } from './hostFiles.ts';
import { isJsonArrays, openArrays } from './openArrays.ts';
import { openModels } from './openModels.ts';
import { readReport } from './readReport.ts';

const ARRAYS = /\.(npz|npy|csv|tsv|txt)$/i;
const PREPROCESSING = /\.(pkl|pickle|joblib)$/i;
const PICTURE = /\.(png|jpe?g|webp|gif|bmp|tiff?|avif|heic)$/i;
const MODULE = /\.m?js$/i;

/** Finds out what dropped or pasted files are, and opens each in its place. `onto` is the slot they fell on, if any. */
export async function takeFiles(
  session: Session,
  files: readonly PageFile[],
  onto: Slot | null,
): Promise<void> {
  const first = files[0];
  if (!first) return;
  const report = files.length === 1 ? await readReport(first.name, first.blob) : null;
  if (report) {
    if (report.ok) session.show(report.value, first.name);
    else session.refuse(onto ?? 'a', first.name, report.failure);
    return;
  }
  if (files.every(({ name }) => PICTURE.test(name))) {
    await session.open('inputs', inOrder(files));
    reveal('inputs');
    return;
  }
  const loose = files.filter(({ path }) => !path.includes('/'));
  const modules = loose.filter(({ name }) => MODULE.test(name));
  const scalers = loose.filter(({ name }) => PREPROCESSING.test(name));
  const tables = await Promise.all(loose.map(async (file) => ARRAYS.test(file.name) || isJsonArrays(file)));
  const arrays = loose.filter((_, at) => tables[at]);
  const others = [...arrays, ...scalers, ...modules];
  const models = files.filter((file) => !others.includes(file));
  const openBeside = async () => {
    for (const file of scalers) reveal(await openScaler(session, file, onto));
    for (const file of arrays) reveal(await openArrays(session, file, onto));
  };
  if (modules[0]) askToRun(modules[0]);
  // Two models are compared as soon as both are open: what they are fed with comes first.
  if (models.length > 1) await openBeside();
  await openModels(session, models, onto);
  if (models.length <= 1) await openBeside();
}

/** What is given beside the models stands further down on the first screen. */
function reveal(slot: Slot): void {
  document.querySelector(`[data-drop="${slot}"]`)?.scrollIntoView({ block: 'nearest' });
}

/** Files in the order of their names: `2.png` before `10.png`. */
export function inOrder(files: readonly PageFile[]): PageFile[] {
  return [...files].sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}

/** Preprocessing belongs to the side that it falls on; elsewhere to the first side that has none. */
async function openScaler(session: Session, file: PageFile, onto: Slot | null): Promise<Slot> {
  const free = openIn(usePage.getState().slots['scaler-a']) === null ? 'a' : 'b';
  const side = onto === 'b' || onto === 'scaler-b' ? 'b' : onto === 'a' || onto === 'scaler-a' ? 'a' : free;
  const slot = `scaler-${side}` as const;
  await session.open(slot, [file]);
  return slot;
}
