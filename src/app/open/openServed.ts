import type { HostFile, Slot } from '../../pipeline/index.ts';
import type { Session } from '../state/session.ts';

/** Only files that the command line serves beside the page: never an address from elsewhere. */
const SERVED = /^opened\/[ab]\/[^/]+$/;

/** Opens the files that `twinspect open A B` names in the address, `?a=opened/a/x.keras&b=opened/b/y.keras`. */
export async function openServed(session: Session, search: string): Promise<void> {
  const asked = new URLSearchParams(search);
  for (const slot of ['a', 'b'] as const satisfies readonly Slot[]) {
    const path = asked.get(slot);
    if (path === null || !SERVED.test(path)) continue;
    await session.open(slot, [await served(path)]);
  }
}

async function served(path: string): Promise<HostFile> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const response = await fetch(new URL(folder + encodeURIComponent(name), document.baseURI));
  return { name, path: name, blob: await response.blob() };
}
