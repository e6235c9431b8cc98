import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'vitest';
import { memorySource, openArrays, openModel } from '../formats/index.ts';
import { mustRun } from '../pipeline/index.ts';
import { compareWithReference, compareRuns, readSamples, runModel, switchBackend } from './index.ts';
import { tensorsAlive, useInstalledWasm } from './testing.ts';
const only = process.env.ONLY?.split(',');
test.each(readdirSync('/tmp/mn').filter((f) => f.endsWith('.keras') && (!only || only.includes(f.replace('.keras',''))) ))('%s', async (f) => {
  useInstalledWasm(); await switchBackend('wasm');
  const model = mustRun(await openModel(memorySource(f, readFileSync('/tmp/mn/' + f))));
  const arrays = await openArrays(memorySource('x.npz', new Uint8Array(readFileSync('/tmp/mn/' + f.replace('.keras', '.npz')))));
  const samples = readSamples(model, arrays, 'x');
  let t = performance.now();
  await runModel(model, samples, { backend: 'wasm', keep: 'outputs' });
  const t1 = performance.now() - t; t = performance.now();
  const run = await compareWithReference(model, samples, arrays, { backend: 'wasm' });
  const t2 = performance.now() - t; t = performance.now();
  let t3 = 0; let summary = '';
  if (process.env.PAIR) {
    const pairs = model.layers.map((l) => ({ a: l.id, b: l.id }));
    const c = await compareRuns(model, model, pairs, samples, { backend: 'wasm' });
    t3 = performance.now() - t;
    summary = `${c.layers.length} rows, worst floor ${Math.max(...c.layers.map((r) => r.noiseFloor ?? 0)).toExponential(1)} ${[...new Set(c.layers.map((r) => r.verdict))]}`;
  }
  const o = run.outputs[0];
  console.log(f, 'run', Math.round(t1), 'ref+floor', Math.round(t2), 'pair', Math.round(t3), summary, 'rel', o && (o.maxAbs / (o.allowed || 1)), o?.maxAbs, o?.allowed, o?.verdict, JSON.stringify(run.coverage.stoppedAt ?? null), tensorsAlive());
}, 300000);
