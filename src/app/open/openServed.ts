import type { HostFile, Slot } from '../../pipeline/index.ts';
import type { Session } from '../state/session.ts';

/** Only what the command line serves beside the page: never an address from elsewhere. */
const SERVED = /^opened\/[ab]\.json$/;

type Listed = Pick<HostFile, 'name' | 'path' | 'beside'>;

/** Opens the models that `twinspect open A B` lists at the addresses `?a=opened/a.json&b=opened/b.json`. */
export async function openServed(session: Session, search: string): Promise<void> {
  const asked = new URLSearchParams(search);
  for (const slot of ['a', 'b'] as const satisfies readonly Slot[]) {
    const list = asked.get(slot);
    if (list === null || !SERVED.test(list)) continue;
    const files = (await (await served(list)).json()) as readonly Listed[];
    await session.open(slot, await Promise.all(files.map((file) => fetched(slot, file))));
  }
}

async function fetched(slot: Slot, file: Listed): Promise<HostFile> {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return { ...file, blob: await (await served(`opened/${slot}/${path}`)).blob() };
}

function served(address: string): Promise<Response> {
  return fetch(new URL(address, document.baseURI));
}
