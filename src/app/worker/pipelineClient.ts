import { TRAP } from '../../model/index.ts';
import type { HostFile, Listener, OpenedSlot, Pipeline, Result, Slot } from '../../pipeline/index.ts';
import type { CallName, Calls, Request, Response } from './messages.ts';
import { openSupplied, type SpawnSupplied, startSupplied } from './startSupplied.ts';

interface Pending {
  readonly request: Extract<Request, { kind: 'call' }>;
  readonly listener: Listener;
  resolve(value: never): void;
}

/** A request without its number. */
type Unnumbered =
  Extract<Request, { kind: 'call' }> extends infer One
    ? One extends { id: number }
      ? Omit<One, 'id'>
      : never
    : never;

/** How workers are started: as served, or with a module of custom layers in front. */
export interface Spawn {
  readonly plain: () => Worker;
  readonly supplied: SpawnSupplied;
}

/** Whether WebAssembly gave up: what it holds then may be anything, and only a new worker has a new one. */
function trapped(value: Extract<Response, { kind: 'done' }>['value']): boolean {
  return value !== undefined && !value.ok && value.failure.where === TRAP;
}

/** How long a cancelled call may go on before its worker is replaced: supplied code may never come back, a long step late. */
const STUCK_MS = 5_000;

/**
 * The pipeline behind a worker. When the worker dies it is replaced, the files are opened again, and what was asked for is
 * asked again: a comparison then runs on wasm, because a lost graphics card is the usual reason. A module of custom layers
 * has a worker of its own; taking it away ends that worker.
 */
export function connectPipeline(spawn: Spawn, onNotice: (notice: string) => void): Pipeline {
  const pending = new Map<number, Pending>();
  const held = new Map<Slot, readonly HostFile[]>();
  let lastId = 0;
  let restarts = 0;
  let worker: Worker | null = null;
  /** Whether the worker has the files; until then what is asked waits in `pending`. */
  let ready = false;
  replace(spawn.plain());

  /** Makes a worker the one that answers. It gets the files first, then what was asked and not answered. */
  function replace(fresh: Worker): void {
    worker?.terminate();
    worker = fresh;
    ready = false;
    fresh.addEventListener('message', (event: MessageEvent<Response>) => receive(event.data));
    fresh.addEventListener('error', (event) => lost(event.message || 'The worker stopped.', false));
    const opened = [...held].flatMap(([slot, files]) =>
      slot === 'custom' ? [] : [reopen(fresh, slot, files)],
    );
    if (opened.length === 0) goOn(fresh);
    else void Promise.all(opened).then(() => goOn(fresh));
  }

  function goOn(fresh: Worker): void {
    if (worker !== fresh) return;
    ready = true;
    for (const { request } of pending.values()) fresh.postMessage(request);
  }

  function reopen(fresh: Worker, slot: Slot, files: readonly HostFile[]): Promise<unknown> {
    lastId += 1;
    const request: Pending['request'] = { kind: 'call', id: lastId, name: 'open', args: [slot, files] };
    return new Promise((resolve) => {
      pending.set(request.id, { request, listener: {}, resolve });
      fresh.postMessage(request);
    });
  }

  function receive(response: Response): void {
    if (response.kind === 'ready') return;
    if (response.kind === 'lost') {
      lost(response.because, response.gpu);
      return;
    }
    const waiting = pending.get(response.id);
    if (response.kind === 'progress') waiting?.listener.onProgress?.(response.progress);
    else if (response.kind === 'report') waiting?.listener.onReport?.(response.report, response.complete);
    else if (waiting) settle(waiting, response);
  }

  function settle(waiting: Pending, response: Extract<Response, { kind: 'done' | 'fault' }>): void {
    pending.delete(response.id);
    const done = response.kind === 'done';
    if (done && waiting.request.name === 'compare') restarts = 0;
    waiting.resolve((done ? response.value : fault(response.message)) as never);
    if (done && trapped(response.value)) {
      end();
      revive();
    }
  }

  function lost(because: string, gpu: boolean): void {
    end();
    restarts += 1;
    if (restarts > 3) {
      const asked = [...pending.values()];
      pending.clear();
      for (const waiting of asked) waiting.resolve(fault(because) as never);
    } else {
      onNotice(
        `${gpu ? 'WebGL' : 'The engine'} stopped (${because}). Running again on wasm; nothing is lost.`,
      );
      for (const [id, waiting] of pending) pending.set(id, { ...waiting, request: onWasm(waiting.request) });
    }
    revive();
  }

  function end(): void {
    worker?.terminate();
    worker = null;
    ready = false;
  }

  /** The next worker after one that is gone, with the custom layers that it had. */
  function revive(): void {
    const files = held.get('custom');
    if (files === undefined) {
      replace(spawn.plain());
      return;
    }
    void supplied(files).then((started) => {
      if (held.get('custom') !== files) return;
      replace(started.ok ? started.value.worker : spawn.plain());
    });
  }

  /** A worker with a module in it that the engine accepts. */
  async function supplied(
    files: readonly HostFile[],
  ): Promise<Result<{ readonly worker: Worker; readonly opened: OpenedSlot }>> {
    const started = await startSupplied(files, spawn.supplied);
    if (!started.ok) return started;
    lastId += 1;
    const fresh = started.value;
    const opened = await openSupplied(fresh, {
      kind: 'call',
      id: lastId,
      name: 'open',
      args: ['custom', files],
    });
    if (opened.ok) return { ok: true, value: { worker: fresh, opened: opened.value } };
    fresh.terminate();
    return opened;
  }

  function post(waiting: Pending): void {
    pending.set(waiting.request.id, waiting);
    if (ready) worker?.postMessage(waiting.request);
  }

  function call<Name extends CallName>(
    request: Unnumbered & { name: Name },
    listener: Listener = {},
    signal?: AbortSignal,
  ): Promise<Calls[Name]['back']> {
    lastId += 1;
    const id = lastId;
    signal?.addEventListener('abort', () => abort(id));
    return new Promise((resolve) => {
      post({ request: { ...request, id } as Pending['request'], listener, resolve });
    });
  }

  function exchange(one: Slot, other: Slot): void {
    const [first, second] = [held.get(one), held.get(other)];
    held.delete(one);
    held.delete(other);
    if (second) held.set(one, second);
    if (first) held.set(other, first);
  }

  function abort(id: number): void {
    if (!ready) {
      cancelWaiting(id);
      return;
    }
    worker?.postMessage({ kind: 'abort', id } satisfies Request);
    setTimeout(() => giveUp(id), STUCK_MS);
  }

  /** Ends a call that was cancelled and does not end, with its worker. */
  function giveUp(id: number): void {
    if (!cancelWaiting(id)) return;
    end();
    revive();
  }

  /** Reading metadata knows no pause: a file that is taken away while it is opened goes with its worker. */
  function stopOpening(slot: Slot): boolean {
    const opening = [...pending].filter(
      ([, { request }]) => request.name === 'open' && request.args[0] === slot,
    );
    for (const [id] of opening) cancelWaiting(id);
    if (opening.length === 0) return false;
    end();
    revive();
    return true;
  }

  function cancelWaiting(id: number): boolean {
    const waiting = pending.get(id);
    if (waiting === undefined) return false;
    pending.delete(id);
    waiting.resolve(CANCELLED as never);
    return true;
  }

  return {
    async open(slot, files, signal) {
      if (slot === 'custom') {
        const started = await supplied(files);
        if (!started.ok) return started;
        held.set(slot, files);
        replace(started.value.worker);
        return { ok: true, value: started.value.opened };
      }
      stopOpening(slot);
      const result = await call({ kind: 'call', name: 'open', args: [slot, files] }, {}, signal);
      if (result.ok) held.set(slot, files);
      return result;
    },
    async clear(slot) {
      const had = held.delete(slot);
      // The code goes with its worker.
      if (slot === 'custom' && had) replace(spawn.plain());
      else if (!stopOpening(slot)) await call({ kind: 'call', name: 'clear', args: [slot] });
    },
    async swap() {
      exchange('a', 'b');
      exchange('scaler-a', 'scaler-b');
      await call({ kind: 'call', name: 'swap', args: [] });
    },
    compare: (options, listener, signal) =>
      call({ kind: 'call', name: 'compare', args: [options] }, listener, signal),
    variable: (row, compareWith) => call({ kind: 'call', name: 'variable', args: [row, compareWith] }),
    activation: (layer, sample) => call({ kind: 'call', name: 'activation', args: [layer, sample] }),
    loading: (from, keras) => call({ kind: 'call', name: 'loading', args: [from, keras] }),
    inside: (slot) => call({ kind: 'call', name: 'inside', args: [slot] }),
    stored: (slot, variable) => call({ kind: 'call', name: 'stored', args: [slot, variable] }),
  };
}

const CANCELLED = {
  ok: false,
  failure: { code: 'cancelled', message: 'Stopped.', file: null, where: null, readable: [] },
} as const;

function onWasm(request: Pending['request']): Pending['request'] {
  if (request.name !== 'compare') return request;
  return { ...request, args: [{ ...request.args[0], backend: 'wasm' }] };
}

function fault(message: string) {
  return {
    ok: false,
    failure: {
      code: 'fault',
      message:
        'Something in the program went wrong. The files are not at fault. Try again, or open them afresh.',
      file: null,
      where: message,
      readable: [],
    },
  } as const;
}
