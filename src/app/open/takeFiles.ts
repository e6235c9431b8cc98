import type { Slot } from '../../pipeline/index.ts';
import { askToRun } from '../state/askToRun.ts';
import { usePage } from '../state/page.ts';
import type { Session } from '../state/session.ts';
import { openIn } from '../state/slots.ts';
import type { PageFile } from './hostFiles.ts';
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
    return;
  }
  const modules = files.filter((file) => MODULE.test(file.name) && !file.path.includes('/'));
  const [module] = modules;
  if (module) askToRun(module);
  const arrays = files.filter((file) => ARRAYS.test(file.name) && !file.path.includes('/'));
  const scalers = files.filter((file) => PREPROCESSING.test(file.name) && !file.path.includes('/'));
  const others = [...arrays, ...scalers, ...modules];
  const models = files.filter((file) => !others.includes(file));
  await openModels(session, models, onto);
  for (const file of arrays) await openArrays(session, file, onto);
  for (const file of scalers) await openScaler(session, file, onto);
}

/** Files in the order of their names: `2.png` before `10.png`. */
export function inOrder(files: readonly PageFile[]): PageFile[] {
  return [...files].sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}

/** Preprocessing belongs to the side that it falls on; elsewhere to the first side that has none. */
async function openScaler(session: Session, file: PageFile, onto: Slot | null): Promise<void> {
  const free = openIn(usePage.getState().slots['scaler-a']) === null ? 'a' : 'b';
  const side = onto === 'b' || onto === 'scaler-b' ? 'b' : onto === 'a' || onto === 'scaler-a' ? 'a' : free;
  await session.open(`scaler-${side}`, [file]);
}

async function openModels(session: Session, models: readonly PageFile[], onto: Slot | null): Promise<void> {
  const groups = byFolder(models);
  const [one, two] = groups;
  if (!one) return;
  if (two) {
    const [a, b] = [one, two].sort((x, y) => (x[0]?.name ?? '').localeCompare(y[0]?.name ?? ''));
    await session.open('a', a ?? []);
    await session.open('b', b ?? []);
    return;
  }
  const { slots } = usePage.getState();
  const free = openIn(slots.a) === null ? 'a' : 'b';
  await session.open(onto === 'a' || onto === 'b' ? onto : free, one);
}

/** Files of one folder belong together, and so do a model.json and its weights, an .index and its data; others stand alone. */
export function byFolder(files: readonly PageFile[]): PageFile[][] {
  const hasShards = files.some(({ path }) => !path.includes('/') && SHARD.test(path));
  const groups = new Map<string, PageFile[]>();
  for (const file of files) {
    const key = file.path.includes('/') ? (file.path.split('/')[0] ?? '') : setOf(file.path, hasShards);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()];
}

const SHARD = /\.bin$/i;
const CHECKPOINT = /^(.+)\.(index|data-\d{5}-of-\d{5})$/;

/** Which set a file without a folder belongs to. */
function setOf(path: string, hasShards: boolean): string {
  if (hasShards && /\.(json|bin)$/i.test(path)) return '.bin';
  return CHECKPOINT.exec(path)?.[1] ?? path;
}

/** With one model open, arrays that hold inputs and outputs are recorded predictions; else they are inputs. */
async function openArrays(session: Session, file: PageFile, onto: Slot | null): Promise<void> {
  const alone = onto === 'reference' || (onto !== 'inputs' && /refer|record|expect|predict/i.test(file.name));
  const { slots } = usePage.getState();
  await session.open(alone && openIn(slots.b) === null ? 'reference' : 'inputs', [file]);
}
