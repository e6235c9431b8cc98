/** What libwebp hands back: red, green, blue and alpha, row by row. */
export interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

interface Library {
  decode(bytes: Uint8Array): Decoded | null;
}

type Factory = (options: Readonly<Record<string, unknown>>) => Promise<Library>;

let provided: (() => Promise<Uint8Array>) | null = null;
let loading: Promise<Library> | null = null;

/** Says where libwebp's WebAssembly comes from. Only Node needs to: a page fetches it from where it came itself. */
export function provideWebpCode(load: () => Promise<Uint8Array>): void {
  provided = load;
}

/** Loads libwebp, once, when the first WebP picture is opened. */
export function webpDecoder(): Promise<Library> {
  loading ??= load();
  return loading;
}

/** Lets the next picture load a new one. */
export function forgetWebpDecoder(): void {
  loading = null;
}

async function load(): Promise<Library> {
  standInForImageData();
  const { default: factory } = await import('@jsquash/webp/codec/dec/webp_dec.js');
  const code = provided === null ? {} : { wasmBinary: await provided() };
  return (factory as unknown as Factory)({ noInitialRun: true, ...code });
}

/** The library answers with an `ImageData`, which Node lacks. */
function standInForImageData(): void {
  const scope = globalThis as { ImageData?: unknown };
  scope.ImageData ??= class {
    readonly data: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;

    constructor(data: Uint8ClampedArray, width: number, height: number) {
      this.data = data;
      this.width = width;
      this.height = height;
    }
  };
}
