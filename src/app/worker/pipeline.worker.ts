import { createPipeline } from '../../pipeline/index.ts';
import type { Request, Response } from './messages.ts';
import { servePipeline } from './servePipeline.ts';
import { wasmUrls } from './wasmUrls.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const send = (response: Response, transfer: ArrayBuffer[] = []) => scope.postMessage(response, transfer);
const answer = servePipeline(createPipeline({ wasmUrls }), send);

scope.addEventListener('message', (event: MessageEvent<Request>) => answer(event.data));
scope.addEventListener('unhandledrejection', (event) =>
  send({ kind: 'lost', because: String(event.reason) }),
);
