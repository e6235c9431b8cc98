import { usePage } from './page.ts';
import type { Session } from './session.ts';
import { toast } from './toasts.ts';

/** Takes layers to hand their input on as it is, and compares again. One pair may have two names. */
export async function treatAsIdentity(session: Session, layers: readonly string[]): Promise<void> {
  const { identity } = usePage.getState();
  usePage.setState({ identity: [...new Set([...identity, ...layers])] });
  toast(`${layers.join(' and ')} ${layers.length > 1 ? 'are' : 'is'} treated as identity.`, {
    name: 'Undo',
    run: () => void endIdentity(session, layers),
  });
  await session.compare();
}

/** Takes it back, and compares again. */
export async function endIdentity(session: Session, layers: readonly string[]): Promise<void> {
  const { identity } = usePage.getState();
  const left = identity.filter((one) => !layers.includes(one));
  if (left.length === identity.length) return;
  usePage.setState({ identity: left });
  await session.compare();
}
