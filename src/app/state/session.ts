import type { ReadFailure } from '../../model/index.ts';
import type {
  ActivationDetail,
  HostFile,
  OpenedSlot,
  Pipeline,
  Result,
  Slot,
  VariableDetail,
} from '../../pipeline/index.ts';
import type { Redact, Report } from '../../report/index.ts';
import { createComparer, selectFirst } from './compare.ts';
import { FIRST_VIEW, usePage } from './page.ts';
import { canCompare, openIn, type SlotState } from './slots.ts';

/** A report in the forms that leave the page. */
export interface ReportForms {
  toJson(report: Report): string;
  toMarkdown(report: Report): string;
  toHtml(report: Report): string;
  toJunit(report: Report): string;
  redact(report: Report, what: Redact): Report;
}

/** What the page can do. Components call these and read the store. */
export interface Session {
  open(slot: Slot, files: readonly HostFile[]): Promise<void>;
  /** Says in a slot why a file was refused before it was opened. */
  refuse(slot: Slot, name: string, failure: ReadFailure): void;
  remove(slot: Slot): Promise<void>;
  swap(): Promise<void>;
  compare(): Promise<void>;
  cancel(): void;
  /** Draws a report that somebody shared; the files are not needed. */
  show(report: Report, name: string): void;
  /** Back to the arrival screen, with nothing open. */
  startOver(): Promise<void>;
  variable(row: number, compareWith?: string): Promise<Result<VariableDetail>>;
  activation(layer: number, sample: number): Promise<Result<ActivationDetail>>;
  loading: Pipeline['loading'];
  inside: Pipeline['inside'];
  stored: Pipeline['stored'];
  forms(): Promise<ReportForms>;
}

/** Pairs by hand, and layers treated as identity, are of two files; another file ends them. */
function forgetPairs(slot: Slot): void {
  if (slot === 'a' || slot === 'b') usePage.setState({ pairs: [], picking: null, identity: [] });
}

/**
 * The slots, with the reason in them, are not on the screen while a result or the inside of a file is. What is wrong with a
 * module of custom layers stands beside the verdict.
 */
function showFailure(slot: Slot): void {
  const { comparison, inside } = usePage.getState();
  if (slot === 'custom') return;
  if (comparison.step !== 'none' || inside !== null) usePage.setState({ overlay: 'files' });
}

/** What an opened file is called: a folder by its own name, not by that of the first file in it. */
function nameOf(opened: OpenedSlot): string {
  return opened.kind === 'model' ? opened.summary.name : opened.name;
}

/** The same before it is opened. */
function folderOr(first: HostFile): string {
  return first.path.includes('/') ? (first.path.split('/')[0] ?? first.name) : first.name;
}

/** The page's actions on a pipeline. */
export function createSession(pipeline: Pipeline, forms: () => Promise<ReportForms>): Session {
  const comparer = createComparer(pipeline);
  const put = (slot: Slot, state: SlotState) =>
    usePage.setState((page) => ({ slots: { ...page.slots, [slot]: state } }));
  const compareIfReady = async () => {
    if (canCompare(usePage.getState().slots)) await comparer.compare();
  };
  const turns: Partial<Record<Slot, number>> = {};

  const remove = async (slot: Slot) => {
    comparer.cancel();
    turns[slot] = (turns[slot] ?? 0) + 1;
    forgetPairs(slot);
    await pipeline.clear(slot);
    put(slot, { step: 'empty' });
    usePage.setState({ comparison: { step: 'none' }, inside: null });
    await compareIfReady();
  };

  return {
    async open(slot, files) {
      const first = files[0];
      if (!first) return;
      const turn = (turns[slot] ?? 0) + 1;
      turns[slot] = turn;
      const kept = openIn(usePage.getState().slots[slot]);
      const bytes = files.reduce((sum, file) => sum + file.blob.size, 0);
      const name = folderOr(first);
      put(slot, { step: 'opening', name, bytes, kept });
      const result = await pipeline.open(slot, files);
      if (turns[slot] !== turn) return;
      if (!result.ok) {
        put(slot, { step: 'failed', name, failure: result.failure, kept });
        showFailure(slot);
        return;
      }
      forgetPairs(slot);
      const { value } = result;
      put(slot, { step: 'open', name: nameOf(value), opened: value });
      await compareIfReady();
    },
    refuse(slot, name, failure) {
      put(slot, { step: 'failed', name, failure, kept: openIn(usePage.getState().slots[slot]) });
      showFailure(slot);
    },
    remove,
    async swap() {
      comparer.cancel();
      await pipeline.swap();
      usePage.setState((page) => ({
        slots: {
          ...page.slots,
          ...{ a: page.slots.b, b: page.slots.a },
          ...{ 'scaler-a': page.slots['scaler-b'], 'scaler-b': page.slots['scaler-a'] },
        },
        pairs: page.pairs.map(({ a, b }) => ({ a: b, b: a })),
        picking: null,
      }));
      await compareIfReady();
    },
    compare: comparer.compare,
    cancel: comparer.cancel,
    show(report, name) {
      comparer.cancel();
      selectFirst(report);
      usePage.setState({ comparison: { step: 'opened', report, name }, overlay: null, inside: null });
    },
    async startOver() {
      for (const slot of ['a', 'b', 'inputs', 'reference', 'scaler-a', 'scaler-b', 'custom'] as const) {
        if (usePage.getState().slots[slot].step !== 'empty') await remove(slot);
      }
      usePage.setState({
        comparison: { step: 'none' },
        view: FIRST_VIEW,
        overlay: null,
        inside: null,
        notice: null,
      });
    },
    variable: (row, compareWith) => pipeline.variable(row, compareWith),
    activation: (layer, sample) => pipeline.activation(layer, sample),
    loading: (from, keras) => pipeline.loading(from, keras),
    inside: (slot) => pipeline.inside(slot),
    stored: (slot, variable) => pipeline.stored(slot, variable),
    forms,
  };
}
