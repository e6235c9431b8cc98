/** The Keras that wrote a file: `generation` decides formulas and defaults, the rest bug tables. */
export interface KerasVersion {
  /** 1: Keras 0–1; 2: Keras 2 and tf.keras up to 2.15; 3: Keras 3. */
  readonly generation: 1 | 2 | 3;
  readonly major: number;
  readonly minor: number;
}

/** Reads `3.15.1`, `2.4.0`, `2.2.4-tf`; `null` when the text is no version. `tfjs-layers 4.22.0` speaks Keras 2. */
export function parseKerasVersion(text: string | null): KerasVersion | null {
  if (text?.startsWith('tfjs-layers')) return { generation: 2, major: 2, minor: 0 };
  const match = /^(\d+)\.(\d+)/.exec(text ?? '');
  if (!match) return null;
  const major = Number(match[1]);
  const minor = Number(match[2]);
  return { generation: major >= 3 ? 3 : major === 2 ? 2 : 1, major, minor };
}
