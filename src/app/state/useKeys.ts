import { useEffect } from 'react';
import { type CommandName, runCommand } from './commands.ts';
import { look, overlay, usePage } from './page.ts';
import { stopPairing, unpair } from './pairing.ts';
import type { Session } from './session.ts';
import { TABS } from './tabs.ts';
import { applyTheme, nextTheme } from './theme.ts';

const COMMANDS: Readonly<Record<string, CommandName>> = {
  j: 'next-row',
  k: 'previous-row',
  ']': 'next-difference',
  '[': 'previous-difference',
  '/': 'focus-filter',
  c: 'copy-row',
  p: 'pair-row',
  '+': 'zoom-in',
  '-': 'zoom-out',
  '0': 'zoom-fit',
};

/** Goes to the next theme. */
export function turnTheme(): void {
  const theme = nextTheme(usePage.getState().theme);
  applyTheme(theme);
  usePage.setState({ theme });
}

/** Shows or hides the findings where a tab folds them. */
export function turnFindings(): void {
  usePage.setState(({ findings, view }) => {
    const shown = findings === 'by-tab' ? view.tab === 'layers' : findings === 'shown';
    return { findings: shown ? 'hidden' : 'shown' };
  });
}

const AFTER_G: Readonly<Record<string, CommandName>> = { f: 'first-difference', e: 'last-row' };

function press(key: string, session: Session): boolean {
  const actions: Readonly<Record<string, () => void>> = {
    '?': () => overlay('help'),
    f: turnFindings,
    d: () => look({ only: !usePage.getState().view.only }),
    t: turnTheme,
    x: () => void session.swap(),
    u: () => void unpair(session),
  };
  const [command, action, tab] = [COMMANDS[key], actions[key], TABS[Number(key) - 1]];
  if (command !== undefined) return runCommand(command);
  if (tab) look({ tab });
  else action?.();
  return tab !== undefined || action !== undefined;
}

/** Keys that work everywhere, also in fields. */
function always(event: KeyboardEvent, session: Session): boolean {
  const palette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
  if (palette) overlay('palette');
  const picture = (event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === 'e';
  const { comparison, picking, inside, overlay: over } = usePage.getState();
  if (event.key === 'Escape' && inside !== null && over === null && !event.defaultPrevented)
    usePage.setState({ inside: null });
  else if (event.key === 'Escape' && comparison.step === 'running') session.cancel();
  else if (event.key === 'Escape' && picking !== null) stopPairing();
  return palette || (picture && runCommand('export-picture')) || undoes(event, session);
}

/** Ctrl Z outside of fields takes back the last pairing by hand. */
function undoes(event: KeyboardEvent, session: Session): boolean {
  const asked = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
  if (!asked || isField(event.target) || usePage.getState().pairs.length === 0) return false;
  void unpair(session);
  return true;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

/** Listens to the page's keys. Single keys are off in fields and in dialogs, and can be switched off. */
export function useKeys(session: Session): void {
  useEffect(() => {
    let afterG = false;
    const onSingle = (key: string): boolean => {
      const second = afterG ? AFTER_G[key] : undefined;
      afterG = !afterG && key === 'g';
      return second ? runCommand(second) : press(key, session);
    };
    const onKey = (event: KeyboardEvent) => {
      const taken = always(event, session) || (takesSingleKeys(event) && onSingle(event.key));
      if (taken) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [session]);
}

function takesSingleKeys(event: KeyboardEvent): boolean {
  const { overlay: open, singleKeys, comparison, inside } = usePage.getState();
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  if (open !== null || !singleKeys || (comparison.step === 'none' && inside === null))
    return event.key === '?' && open === null;
  return !isField(event.target);
}
