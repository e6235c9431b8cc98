import type { Measured } from './measure.worker.ts';

/** Measures one step in a fresh worker, with the files that were chosen. */
function measure(step: 'read' | 'compare'): Promise<Measured> {
  const input = document.querySelector('input') as HTMLInputElement;
  const worker = new Worker(new URL('./measure.worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.addEventListener('message', ({ data }) => {
      worker.terminate();
      if ('error' in data) reject(new Error(data.error));
      else resolve(data);
    });
    worker.postMessage({ step, files: [...(input.files ?? [])] });
  });
}

Object.assign(globalThis, { measure });
