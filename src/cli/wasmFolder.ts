import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where the WebAssembly files of TensorFlow.js lie on this machine, with a closing slash. */
export function wasmFolder(): string {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@tensorflow/tfjs-backend-wasm/package.json');
  return `${join(dirname(entry), 'wasm-out')}/`;
}
