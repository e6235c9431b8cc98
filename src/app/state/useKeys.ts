import { useEffect } from 'react';
import { type CommandName, runCommand } from './commands.ts';
import { look, overlay, usePage } from './page.ts';
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
  const running = usePage.getState().comparison.step === 'running';
  if (event.key === 'Escape' && running) session.cancel();
  return palette;
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
  const { overlay: open, singleKeys, comparison } = usePage.getState();
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  if (open !== null || !singleKeys || comparison.step === 'none') return event.key === '?' && open === null;
  const target = event.target;
  return !(target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]'));
}
