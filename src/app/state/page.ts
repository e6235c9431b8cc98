import { create } from 'zustand';
import type { Backend } from '../../run/index.ts';
import type { AskedModule } from './AskedModule.ts';
import type { Comparison } from './comparison.ts';
import type { HandPair, Picking } from './HandPair.ts';
import { NO_SLOTS, type Slots } from './slots.ts';
import type { Toast } from './Toast.ts';
import type { Tab } from './tabs.ts';
import { readTheme, type Theme } from './theme.ts';

/** What the user chose about the comparison itself. */
export interface Choices {
  readonly samples: number;
  readonly seed: number;
  readonly backend: Backend | 'auto';
}

/** What the page shows of a report. All of it travels in the address. */
export interface View {
  readonly tab: Tab;
  /** Path of the selected layer, of A or else of B. */
  readonly layer: string | null;
  readonly filter: string;
  readonly only: boolean;
  readonly state: string;
  /** Variable whose detail is open. */
  readonly variable: string | null;
  readonly sample: number | null;
}

/** A dialog that lies over the page. */
export type Overlay = 'share' | 'palette' | 'help' | 'files' | 'custom';

/** Everything that the user chose and what step each file is at. Nothing derived. */
export interface Page {
  readonly slots: Slots;
  readonly comparison: Comparison;
  readonly choices: Choices;
  readonly view: View;
  readonly theme: Theme;
  readonly overlay: Overlay | null;
  /** The side whose file is looked into, by itself. */
  readonly inside: 'a' | 'b' | null;
  readonly toasts: readonly Toast[];
  /** A remark about the machinery: the worker was restarted. */
  readonly notice: string | null;
  readonly detail: boolean;
  readonly findings: 'by-tab' | 'shown' | 'hidden';
  readonly singleKeys: boolean;
  /** Layers that the user paired. */
  readonly pairs: readonly HandPair[];
  /** Layers without code that are to be treated as identity. */
  readonly identity: readonly string[];
  /** A module of custom layers that waits for the user's word. Not run, not kept. */
  readonly asked: AskedModule | null;
  /** A pairing that is being picked. */
  readonly picking: Picking | null;
}

/** The view of a fresh report. */
export const FIRST_VIEW: View = {
  tab: 'layers',
  layer: null,
  filter: '',
  only: false,
  state: 'any',
  variable: null,
  sample: null,
};

/** Nothing is filtered out: whatever is gone to is on the list. */
export const UNNARROWED = { filter: '', only: false, state: 'any' } as const satisfies Partial<View>;

/** The page's one store. */
export const usePage = create<Page>(() => ({
  slots: NO_SLOTS,
  comparison: { step: 'none' },
  choices: { samples: 8, seed: 0, backend: 'auto' },
  view: FIRST_VIEW,
  theme: readTheme(),
  overlay: null,
  inside: null,
  toasts: [],
  notice: null,
  detail: false,
  findings: 'by-tab',
  singleKeys: true,
  pairs: [],
  identity: [],
  asked: null,
  picking: null,
}));

/** Changes part of the view. */
export function look(change: Partial<View>): void {
  usePage.setState((page) => ({ view: { ...page.view, ...change } }));
}

/** Shows what one opened file holds, in place of the slots or of the comparison. */
export function lookInside(slot: 'a' | 'b'): void {
  usePage.setState({ inside: slot, overlay: null });
}

/** Opens a dialog over the page, or closes it. */
export function overlay(which: Overlay | null): void {
  usePage.setState({ overlay: which });
}
