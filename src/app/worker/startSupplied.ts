import type { HostFile, OpenedSlot, Result } from '../../pipeline/index.ts';
import type { Request, Response } from './messages.ts';

/** How long a module may take to load. It is code: it may never end. */
const LOAD_MS = 15_000;

/** Larger than any module of layers; what is larger is not one. */
const MOST_BYTES = 4 * 2 ** 20;

/** Starts a worker whose main script is this text, followed by the engine. */
export type SpawnSupplied = (source: string) => Worker;

/**
 * Starts a worker of its own for a module of custom layers, and waits until the module has run and the engine listens. The
 * worker that was there before is not touched: whatever fails here, it goes on.
 */
export async function startSupplied(
  files: readonly HostFile[],
  spawn: SpawnSupplied,
): Promise<Result<Worker>> {
  const [file, ...more] = files;
  if (!file || more.length > 0 || !(file.blob instanceof Blob))
    return refusal(file?.name ?? null, 'Custom layers are read from one .js file.');
  const { name, blob } = file;
  if (blob.size > MOST_BYTES)
    return refusal(name, `${name} is larger than ${MOST_BYTES / 2 ** 20} MB, which no module of layers is.`);
  const worker = spawn(await blob.text());
  const trouble = await becomesReady(worker);
  if (trouble === null) return { ok: true, value: worker };
  worker.terminate();
  return refusal(name, `${name} could not be loaded: ${trouble}`);
}

/** Opens the module in its worker: the engine checks what it exports. */
export function openSupplied(
  worker: Worker,
  request: Extract<Request, { kind: 'call' }>,
): Promise<Result<OpenedSlot>> {
  return new Promise((resolve) => {
    const answer = ({ data }: MessageEvent<Response>) => {
      if (data.kind === 'done' && data.id === request.id) resolve(data.value as Result<OpenedSlot>);
      else if (data.kind === 'fault' && data.id === request.id) resolve(refusal(null, data.message));
      else return;
      worker.removeEventListener('message', answer);
    };
    worker.addEventListener('message', answer);
    worker.postMessage(request);
  });
}

/** Null once the engine listens; else why it does not. */
function becomesReady(worker: Worker): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve(`it did not come to its end within ${LOAD_MS / 1000} seconds.`),
      LOAD_MS,
    );
    const settle = (trouble: string | null) => {
      clearTimeout(timer);
      resolve(trouble);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<Response>) => {
      if (data.kind === 'ready') settle(null);
    });
    worker.addEventListener('error', (event) => {
      // Kept from the console: it is told in its place.
      event.preventDefault();
      settle(wordsOf(event));
    });
  });
}

/** A module that does not parse, or imports what it may not, is an error without a message. */
function wordsOf({ message, lineno }: ErrorEvent): string {
  if (!message)
    return 'it is no JavaScript module, or it imports another file. Everything it needs must stand in this one file.';
  return `${message.replace(/^Uncaught /, '')}${lineno > 0 ? ` (line ${lineno})` : ''}.`;
}

function refusal(file: string | null, message: string): Result<never> {
  return {
    ok: false,
    failure: { code: 'unsupported-feature', message, file, where: null, readable: [] },
  };
}
