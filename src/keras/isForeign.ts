import type { Layer } from '../model/index.ts';

/** Whether a layer's code is in no file and not Keras' own: a custom class, or a Lambda. */
export function isForeign({ kind, className }: Pick<Layer, 'kind' | 'className'>): boolean {
  return kind === 'custom' || className === 'Lambda';
}
