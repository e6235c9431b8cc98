import type { Pipeline } from '../../pipeline/index.ts';
import type { Request, Response } from './messages.ts';

type Call = Extract<Request, { kind: 'call' }>;
type Send = (response: Response, transfer?: ArrayBuffer[]) => void;

/** Answers requests with a pipeline. Returns what to do with each message. */
export function servePipeline(pipeline: Pipeline, send: Send): (request: Request) => void {
  const aborts = new Map<number, AbortController>();

  const perform = (
    call: Call,
    signal: AbortSignal,
  ): Promise<Extract<Response, { kind: 'done' }>['value']> => {
    switch (call.name) {
      case 'open':
        return pipeline.open(...call.args, signal);
      case 'clear':
        return pipeline.clear(...call.args).then(() => undefined);
      case 'swap':
        return pipeline.swap().then(() => undefined);
      case 'compare':
        return pipeline.compare(
          ...call.args,
          {
            onProgress: (progress) => send({ kind: 'progress', id: call.id, progress }),
            onReport: (report, complete) => send({ kind: 'report', id: call.id, report, complete }),
          },
          signal,
        );
      case 'variable':
        return pipeline.variable(...call.args);
      case 'activation':
        return pipeline.activation(...call.args);
      case 'loading':
        return pipeline.loading(...call.args);
      case 'inside':
        return pipeline.inside(...call.args);
      case 'stored':
        return pipeline.stored(...call.args);
    }
  };

  return (request) => {
    if (request.kind === 'abort') {
      aborts.get(request.id)?.abort();
      return;
    }
    const abort = new AbortController();
    aborts.set(request.id, abort);
    perform(request, abort.signal)
      .then(
        (value) => send({ kind: 'done', id: request.id, value }, heatBuffers(value)),
        (error: unknown) => send({ kind: 'fault', id: request.id, message: String(error) }),
      )
      .finally(() => aborts.delete(request.id))
      .catch((error: unknown) => send({ kind: 'lost', because: String(error), gpu: false }));
  };
}

/** Heat maps are handed over, not copied. Arrays that share a buffer are listed once. */
function heatBuffers(value: Extract<Response, { kind: 'done' }>['value']): ArrayBuffer[] {
  if (!value?.ok || !('heat' in value.value) || value.value.heat === null) return [];
  const { a, b, delta } = value.value.heat;
  const buffers = [a, b, delta].map((array) => array.buffer);
  return [...new Set(buffers)].filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer);
}
