import { expect, test } from 'vitest';
import { TRAP } from '../../model/index.ts';
import type { Progress } from '../../pipeline/index.ts';
import { fakePipeline } from '../testing/fakePipeline.ts';
import { PUMP_HEALTH } from '../testing/pumpHealth.ts';
import type { Request, Response } from './messages.ts';
import { connectPipeline } from './pipelineClient.ts';
import { servePipeline } from './servePipeline.ts';

const file = (name: string) => ({ name, path: name, blob: new Blob(['x']) });
const options = { samples: 8, seed: 0, run: true, backend: 'webgl', map: [] } as const;

/** A worker without a thread: messages are copied as a real one would copy them. */
class LocalWorker extends EventTarget {
  readonly heard: Request[] = [];
  readonly answer = servePipeline(fakePipeline(PUMP_HEALTH), (response) => this.say(response));
  alive = true;

  say(response: Response): void {
    if (this.alive) this.dispatchEvent(new MessageEvent('message', { data: structuredClone(response) }));
  }

  postMessage(request: Request): void {
    this.heard.push(request);
    this.answer(request);
  }

  terminate(): void {
    this.alive = false;
  }
}

/** What becomes of a module of custom layers. */
type Fate = 'loads' | 'fails';

function connected(fate: Fate = 'loads') {
  const workers: LocalWorker[] = [];
  const notices: string[] = [];
  const spawn = () => {
    const worker = new LocalWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  };
  const supplied = () => {
    const worker = new LocalWorker();
    workers.push(worker);
    const error = Object.assign(new Event('error', { cancelable: true }), {
      message: 'Uncaught no',
      lineno: 3,
    });
    queueMicrotask(() => (fate === 'loads' ? worker.say({ kind: 'ready' }) : worker.dispatchEvent(error)));
    return worker as unknown as Worker;
  };
  return {
    pipeline: connectPipeline({ plain: spawn, supplied }, (notice) => notices.push(notice)),
    workers,
    notices,
  };
}

test('A comparison comes back through the worker, with its progress and the report so far', async () => {
  const { pipeline } = connected();
  await pipeline.open('a', [file('a.keras')]);
  await pipeline.open('b', [file('b.keras')]);
  const steps: Progress['step'][] = [];
  const complete: boolean[] = [];
  const result = await pipeline.compare(options, {
    onProgress: (progress) => steps.push(progress.step),
    onReport: (_report, done) => complete.push(done),
  });
  expect(result).toMatchObject({ ok: true, value: { verdict: 'different' } });
  expect(steps).toContain('run');
  expect(complete).toEqual([false, true]);
});

test('A file that is taken away while it is opened goes at once, and the others stay', async () => {
  const { pipeline, workers } = connected();
  await pipeline.open('b', [file('b.keras')]);
  const [busy] = workers as [LocalWorker];
  busy.postMessage = (request) => void busy.heard.push(request);
  const opening = pipeline.open('a', [file('endless.keras')]);
  await pipeline.clear('a');
  expect(await opening).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  expect(busy.alive).toBe(false);
  expect(workers[1]?.heard).toMatchObject([{ name: 'open', args: ['b', [{ name: 'b.keras' }]] }]);
  expect(await pipeline.open('a', [file('a.keras')])).toMatchObject({ ok: true });
});

test('Another file for a slot does not wait for the one that is being opened', async () => {
  const { pipeline, workers } = connected();
  const [busy] = workers as [LocalWorker];
  busy.postMessage = (request) => void busy.heard.push(request);
  const first = pipeline.open('a', [file('endless.keras')]);
  expect(await pipeline.open('a', [file('a.keras')])).toMatchObject({ ok: true });
  expect(await first).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
});

test('A comparison can be stopped', async () => {
  const { pipeline } = connected();
  await pipeline.open('a', [file('slow.keras')]);
  const abort = new AbortController();
  const result = pipeline.compare(options, { onProgress: () => abort.abort() }, abort.signal);
  expect(await result).toMatchObject({ ok: false });
});

test('A worker that is lost is replaced, gets its files again and goes on with wasm', async () => {
  const { pipeline, workers, notices } = connected();
  await pipeline.open('a', [file('a.keras')]);
  const result = pipeline.compare(options, {});
  workers[0]?.say({ kind: 'lost', because: 'WebGL context lost', gpu: true });
  expect(await result).toMatchObject({ ok: true });
  expect(notices).toHaveLength(1);
  const calls = workers[1]?.heard.map((request) => (request.kind === 'call' ? request.name : 'abort'));
  expect(calls).toEqual(['open', 'compare']);
  expect(workers[1]?.heard[1]).toMatchObject({ args: [{ backend: 'wasm' }] });
});

const heardBy = (worker: LocalWorker | undefined) =>
  worker?.heard.map((request) =>
    request.kind === 'call'
      ? [request.name, request.name === 'open' ? request.args[0] : ''].join(' ').trim()
      : 'abort',
  );

test('Custom layers get a worker of their own with the same files, and go with it', async () => {
  const { pipeline, workers } = connected();
  await pipeline.open('a', [file('a.keras')]);
  expect(await pipeline.open('custom', [file('layers.mjs')])).toMatchObject({ ok: true });
  expect(workers.map(({ alive }) => alive)).toEqual([false, true]);
  expect(await pipeline.compare(options, {})).toMatchObject({ ok: true });
  expect(heardBy(workers[1])).toEqual(['open custom', 'open a', 'compare']);
  await pipeline.clear('custom');
  expect(workers.map(({ alive }) => alive)).toEqual([false, false, true]);
  expect(heardBy(workers[2])).toEqual(['open a']);
});

test('Custom layers that do not load leave the worker as it is, and are refused with their line', async () => {
  const { pipeline, workers } = connected('fails');
  await pipeline.open('a', [file('a.keras')]);
  expect(await pipeline.open('custom', [file('layers.mjs')])).toMatchObject({
    ok: false,
    failure: { message: 'layers.mjs could not be loaded: no (line 3).' },
  });
  expect(workers.map(({ alive }) => alive)).toEqual([true, false]);
  expect(await pipeline.compare(options, {})).toMatchObject({ ok: true });
});

test('A worker that is lost comes back with its custom layers', async () => {
  const { pipeline, workers } = connected();
  await pipeline.open('custom', [file('layers.mjs')]);
  const result = pipeline.compare(options, {});
  workers[1]?.say({ kind: 'lost', because: 'WebGL context lost', gpu: true });
  expect(await result).toMatchObject({ ok: true });
  expect(heardBy(workers[2])).toEqual(['open custom', 'compare']);
});

test('A worker in which WebAssembly gave up is replaced before anything else is asked', async () => {
  const { pipeline, workers } = connected();
  await pipeline.open('a', [file('a.keras')]);
  const result = pipeline.compare(options, {});
  const failure = { code: 'too-large', message: 'Too large.', file: null, where: TRAP, readable: [] };
  const id = workers[0]?.heard.at(-1)?.id ?? 0;
  workers[0]?.say({ kind: 'done', id, value: { ok: false, failure } });
  expect(await result).toEqual({ ok: false, failure });
  expect(workers[0]?.alive).toBe(false);
  expect(heardBy(workers[1])).toEqual(['open a']);
});

test('A worker that dies again and again is given up with a reason', async () => {
  const { pipeline, workers } = connected();
  const result = pipeline.compare(options, {});
  for (let at = 0; at < 4; at++) {
    workers.at(-1)?.say({ kind: 'lost', because: 'out of memory', gpu: false });
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  }
  expect(await result).toMatchObject({ ok: false, failure: { code: 'fault', where: 'out of memory' } });
});
