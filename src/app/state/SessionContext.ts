import { createContext, useContext } from 'react';
import type { Session } from './session.ts';

/** Hands the session down the page. */
export const SessionContext = createContext<Session | null>(null);

/** The page's actions. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession needs a SessionContext around it.');
  return session;
}
