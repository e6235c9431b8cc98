import type { Slot } from '../../pipeline/index.ts';
import { usePage } from '../state/page.ts';
import type { Session } from '../state/session.ts';
import { openIn } from '../state/slots.ts';
import { toast } from '../state/toasts.ts';
import { fileGroups } from './fileGroups.ts';
import type { PageFile } from './hostFiles.ts';

/** Opens files that may be models: one in its place, two as A and B, weights with the architecture that came with them. */
export async function openModels(
  session: Session,
  models: readonly PageFile[],
  onto: Slot | null,
): Promise<void> {
  const groups = fileGroups(models);
  const architecture = groups.length > 1 ? groups.find(isArchitecture) : undefined;
  const others = groups.filter((group) => group !== architecture);
  if (architecture && others.length <= 2 && (await openWith(session, others, architecture, onto))) return;
  // The attempt to open both as one model may have shown why they are not.
  if (usePage.getState().overlay === 'files') usePage.setState({ overlay: null });
  const [one, two, ...more] = architecture && others.length > 1 ? [...others, architecture] : groups;
  if (!one) return;
  if (!two) {
    await session.open(sideFor(onto), one);
    return;
  }
  if (more.length > 0) {
    const left = more.map(([file]) => file?.name ?? '').join(', ');
    toast(`Two models are compared at a time. Not opened: ${left}.`);
  }
  for (const [side, group] of inPlaces([one, two])) await session.open(side, group);
}

/** A single file that may hold an architecture alone, by its name. */
function isArchitecture(group: readonly PageFile[]): boolean {
  return group.length === 1 && /\.(json|ya?ml)$/i.test(group[0]?.name ?? '');
}

/** Weights that came together with one architecture are opened with it; false where that makes no model. */
async function openWith(
  session: Session,
  weights: readonly PageFile[][],
  architecture: readonly PageFile[],
  onto: Slot | null,
): Promise<boolean> {
  const places: readonly Placed[] =
    weights.length === 2 ? inPlaces(weights) : [[sideFor(onto), weights[0] ?? []]];
  for (const [side, group] of places) {
    await session.open(side, [...group, ...architecture]);
    if (usePage.getState().slots[side].step === 'failed') return false;
  }
  return true;
}

type Placed = readonly ['a' | 'b', PageFile[]];

/** Two models at once: A is the first by name. */
function inPlaces(groups: readonly PageFile[][]): Placed[] {
  const sorted = [...groups].sort((x, y) => (x[0]?.name ?? '').localeCompare(y[0]?.name ?? ''));
  return sorted.map((group, at) => [at === 0 ? 'a' : 'b', group]);
}

/** Where one model goes: onto the slot that it fell on, else into the first that is free. */
function sideFor(onto: Slot | null): 'a' | 'b' {
  if (onto === 'a' || onto === 'b') return onto;
  return openIn(usePage.getState().slots.a) === null ? 'a' : 'b';
}

/** Files picked for one side are one model, unless they are two by their names and no model together. */
export async function openPicked(
  session: Session,
  side: 'a' | 'b',
  files: readonly PageFile[],
): Promise<void> {
  await session.open(side, files);
  const { slots } = usePage.getState();
  const groups = fileGroups(files);
  const other = side === 'a' ? 'b' : 'a';
  if (slots[side].step !== 'failed' || groups.length !== 2 || slots[other].step !== 'empty') return;
  await openModels(session, files, null);
}
