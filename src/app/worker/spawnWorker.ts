import workerUrl from './pipeline.worker.ts?worker&url';

const address = new URL(workerUrl, document.baseURI).href;

/** The engine in a worker, as it is served. */
export function spawnWorker(): Worker {
  return new Worker(address, { type: 'module' });
}

/**
 * The engine in a worker whose main script is a module of custom layers, with the engine behind it. Such a worker inherits
 * the policy of the page, which one that is served does not: the code cannot reach another machine, evaluate text or import
 * anything. The policy need not allow more for it, because the module imports itself, which is there already.
 */
export function spawnSupplied(source: string): Worker {
  const behind = `\n;globalThis.twinspectSupplied = () => import(import.meta.url); import(${JSON.stringify(address)});`;
  const url = URL.createObjectURL(new Blob([source, behind], { type: 'text/javascript' }));
  // The address stays: the module is found by it in the worker's own list of modules.
  return new Worker(url, { type: 'module' });
}
