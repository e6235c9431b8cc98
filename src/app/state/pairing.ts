import type { HandPair } from './HandPair.ts';
import { usePage } from './page.ts';
import type { Session } from './session.ts';
import { toast } from './toasts.ts';

/** Starts picking, with the layer of A that is already selected, if it has one. */
export function startPairing(a: string | null): void {
  usePage.setState({ picking: { a } });
}

/** Stops picking; nothing changes. */
export function stopPairing(): void {
  usePage.setState({ picking: null });
}

/** Takes a row's layer: first of A, then of B. With both, the comparison is made again. */
export async function pick(
  session: Session,
  row: { readonly a: string | null; readonly b: string | null },
): Promise<void> {
  const { picking, pairs } = usePage.getState();
  if (picking === null) return;
  if (picking.a === null) {
    if (row.a !== null) usePage.setState({ picking: { a: row.a } });
    return;
  }
  if (row.b === null) return;
  const pair: HandPair = { a: picking.a, b: row.b };
  const others = pairs.filter(({ a, b }) => a !== pair.a && b !== pair.b);
  usePage.setState({ picking: null, pairs: [...others, pair] });
  toast(`Paired ${pair.a} with ${pair.b} by hand.`, { name: 'Undo', run: () => void unpair(session, pair) });
  await session.compare();
}

/** Takes the last pair back, or the given one, and compares again. */
export async function unpair(session: Session, pair?: HandPair): Promise<void> {
  const { pairs } = usePage.getState();
  const gone = pair ?? pairs.at(-1);
  if (gone === undefined || !pairs.includes(gone)) return;
  usePage.setState({ pairs: pairs.filter((one) => one !== gone) });
  toast(`${gone.a} and ${gone.b} are no longer paired by hand.`);
  await session.compare();
}
