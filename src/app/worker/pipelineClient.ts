import type { HostFile, Listener, Pipeline, Slot } from '../../pipeline/index.ts';
import type { CallName, Calls, Request, Response } from './messages.ts';

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

/**
 * The pipeline behind a worker. When the worker dies it is replaced, the files are opened again, and what was asked for is
 * asked again: a comparison then runs on wasm, because a lost graphics card is the usual reason.
 */
export function connectPipeline(spawn: () => Worker, onNotice: (notice: string) => void): Pipeline {
  const pending = new Map<number, Pending>();
  const held = new Map<Slot, readonly HostFile[]>();
  let lastId = 0;
  let restarts = 0;
  let worker = start();

  function start(): Worker {
    const fresh = spawn();
    fresh.addEventListener('message', (event: MessageEvent<Response>) => receive(event.data));
    fresh.addEventListener('error', (event) => lost(event.message || 'The worker stopped.'));
    return fresh;
  }

  function receive(response: Response): void {
    if (response.kind === 'lost') {
      lost(response.because);
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
  }

  function lost(because: string): void {
    worker.terminate();
    restarts += 1;
    const asked = [...pending.values()];
    pending.clear();
    worker = start();
    if (restarts > 3) {
      for (const waiting of asked) waiting.resolve(fault(because) as never);
      return;
    }
    onNotice(`The engine stopped (${because}). Running again on wasm; nothing is lost.`);
    const opened = [...held].map(([slot, files]) =>
      call({ kind: 'call', name: 'open', args: [slot, files] }),
    );
    void Promise.all(opened).then(() => {
      for (const waiting of asked) post({ ...waiting, request: onWasm(waiting.request) });
    });
  }

  function post(waiting: Pending): void {
    pending.set(waiting.request.id, waiting);
    worker.postMessage(waiting.request);
  }

  function call<Name extends CallName>(
    request: Unnumbered & { name: Name },
    listener: Listener = {},
    signal?: AbortSignal,
  ): Promise<Calls[Name]['back']> {
    lastId += 1;
    const id = lastId;
    signal?.addEventListener('abort', () => worker.postMessage({ kind: 'abort', id } satisfies Request));
    return new Promise((resolve) => {
      post({ request: { ...request, id } as Pending['request'], listener, resolve });
    });
  }

  return {
    async open(slot, files, signal) {
      const result = await call({ kind: 'call', name: 'open', args: [slot, files] }, {}, signal);
      if (result.ok) held.set(slot, files);
      return result;
    },
    async clear(slot) {
      held.delete(slot);
      await call({ kind: 'call', name: 'clear', args: [slot] });
    },
    async swap() {
      const [a, b] = [held.get('a'), held.get('b')];
      held.delete('a');
      held.delete('b');
      if (b) held.set('a', b);
      if (a) held.set('b', a);
      await call({ kind: 'call', name: 'swap', args: [] });
    },
    compare: (options, listener, signal) =>
      call({ kind: 'call', name: 'compare', args: [options] }, listener, signal),
    variable: (row, compareWith) => call({ kind: 'call', name: 'variable', args: [row, compareWith] }),
    activation: (layer, sample) => call({ kind: 'call', name: 'activation', args: [layer, sample] }),
  };
}

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
