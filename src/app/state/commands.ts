import { useEffect, useRef } from 'react';

/** What keys and the palette can ask of whatever is on the screen. */
export type CommandName =
  | 'next-row'
  | 'previous-row'
  | 'next-difference'
  | 'previous-difference'
  | 'first-difference'
  | 'last-row'
  | 'focus-filter'
  | 'copy-row'
  | 'pair-row'
  | 'export-picture'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-fit';

const handlers = new Map<CommandName, () => void>();

/** Offers a command while the component is on the screen. */
export function useCommand(name: CommandName, run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const handler = () => latest.current();
    handlers.set(name, handler);
    return () => {
      if (handlers.get(name) === handler) handlers.delete(name);
    };
  }, [name]);
}

/** Runs a command; false when nothing on the screen offers it. */
export function runCommand(name: CommandName): boolean {
  const handler = handlers.get(name);
  handler?.();
  return handler !== undefined;
}
