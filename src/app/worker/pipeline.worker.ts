import { createPipeline } from '../../pipeline/index.ts';
import type { Request, Response } from './messages.ts';
import { servePipeline } from './servePipeline.ts';
import { wasmUrls } from './wasmUrls.ts';

/** Where a worker was started with a module of custom layers, what that module exports. */
type Supplied = { readonly twinspectSupplied?: () => Promise<Readonly<Record<string, unknown>>> };

const scope = self as unknown as DedicatedWorkerGlobalScope;
const send = (response: Response, transfer: ArrayBuffer[] = []) => scope.postMessage(response, transfer);
const supplied = (self as unknown as Supplied).twinspectSupplied;
const pipeline = createPipeline({
  wasmUrls,
  onBackendLost: (because) => send({ kind: 'lost', because, gpu: true }),
  ...(supplied ? { loadModule: supplied } : {}),
});
const answer = servePipeline(pipeline, send);

scope.addEventListener('message', (event: MessageEvent<Request>) => answer(event.data));
scope.addEventListener('unhandledrejection', (event) =>
  send({ kind: 'lost', because: String(event.reason), gpu: false }),
);
send({ kind: 'ready' });
