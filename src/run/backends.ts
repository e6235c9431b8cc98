import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from './RunComparison.ts';

/** What the host knows about where it runs. */
export interface BackendSettings {
  /**
   * Where the .wasm files lie: a folder (ending with `/`; a path in Node, an address in a page), or an address for each
   * file name.
   */
  readonly wasmPaths?: string | Readonly<Record<string, string>>;
  /** Hears that the GPU went away, as soon as that is known, and possibly more than once. */
  readonly onLost?: (because: string) => void;
}

let settings: BackendSettings = {};
const started = new Map<Backend, Promise<boolean>>();

/** Tells where the host keeps what backends load. Before the first `switchBackend`. */
export function configureBackends(given: BackendSettings): void {
  settings = given;
}

async function startWasm(): Promise<boolean> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  // One thread, everywhere: results must not depend on the host's headers.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (settings.wasmPaths !== undefined) wasm.setWasmPaths(settings.wasmPaths as string);
  return tf.setBackend('wasm');
}

async function startCpu(): Promise<boolean> {
  await import('@tensorflow/tfjs-backend-cpu');
  return tf.setBackend('cpu');
}

async function startWebgl(): Promise<boolean> {
  await import('@tensorflow/tfjs-backend-webgl');
  // Freed textures go at once: the pool never shrinks by itself.
  tf.env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', 0);
  const ready = await tf.setBackend('webgl');
  // Reads that wait for a lost GPU may never come back, so that nobody would notice by asking.
  contextOfBackend()?.canvas.addEventListener('webglcontextlost', tellLost);
  return ready;
}

const START: Readonly<Record<Backend, () => Promise<boolean>>> = {
  webgl: startWebgl,
  wasm: startWasm,
  cpu: startCpu,
};

/** Makes a backend the current one; loads it the first time. `false` when it does not start here. */
export async function switchBackend(name: Backend): Promise<boolean> {
  // Only quiets the hints that TensorFlow.js prints.
  tf.env().set('PROD', true);
  if (!started.has(name))
    started.set(
      name,
      START[name]().catch(() => false),
    );
  const ready = (await started.get(name)) === true;
  return ready && tf.setBackend(name);
}

/** The first that works: WebGL on hardware with float32 textures, wasm, cpu. A named backend is taken as it is. */
export async function chooseBackend(wanted: Backend | 'auto'): Promise<Backend> {
  if (wanted !== 'auto') {
    if (await switchBackend(wanted)) return wanted;
    throw new Error(`The backend ${wanted} does not start here.`);
  }
  if (hasHardwareWebgl() && (await switchBackend('webgl')) && (await webglIsExact())) return 'webgl';
  if (await switchBackend('wasm')) return 'wasm';
  await switchBackend('cpu');
  return 'cpu';
}

interface Canvas {
  getContext(kind: string): WebGL2RenderingContext | null;
}

/** Asks the renderer's name of a canvas of our own; software renderers are slower than wasm. */
function hasHardwareWebgl(): boolean {
  const { OffscreenCanvas: Offscreen } = globalThis as {
    OffscreenCanvas?: new (w: number, h: number) => Canvas;
  };
  if (Offscreen === undefined) return false;
  const gl = new Offscreen(1, 1).getContext('webgl2');
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !/swiftshader|llvmpipe|software|basic render/i.test(renderer);
}

/** Float32 textures, and a product of two 100 × 100 matrices that comes out right. */
async function webglIsExact(): Promise<boolean> {
  if (!tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) return false;
  const size = 100;
  const a = Float32Array.from({ length: size * size }, (_, i) => ((i * 7) % 13) - 6);
  const b = Float32Array.from({ length: size * size }, (_, i) => ((i * 11) % 17) - 8);
  const product = tf.tidy(() => tf.matMul(tf.tensor2d(a, [size, size]), tf.tensor2d(b, [size, size])));
  const got = await product.data();
  product.dispose();
  return got.every((value, i) => {
    const [row, column] = [Math.floor(i / size), i % size];
    let sum = 0;
    for (let k = 0; k < size; k++) sum += (a[row * size + k] ?? 0) * (b[k * size + column] ?? 0);
    return Math.abs(value - sum) < 1e-3;
  });
}

interface Context {
  readonly canvas: EventTarget;
  isContextLost(): boolean;
}

interface WithContext {
  readonly gpgpu?: { readonly gl?: Context };
}

function contextOfBackend(): Context | null {
  if (tf.getBackend() !== 'webgl') return null;
  return (tf.backend() as unknown as WithContext).gpgpu?.gl ?? null;
}

function tellLost(): void {
  settings.onLost?.('the browser reclaimed the graphics card');
}

/** Throws when the GPU went away: what is read back then is zeros. The host hears of it first. */
export function checkContext(): void {
  if (contextOfBackend()?.isContextLost() !== true) return;
  tellLost();
  throw new Error('The GPU context was lost. Run again, or on another backend.');
}
