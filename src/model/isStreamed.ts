import type { Storage } from './Variable.ts';

/** Whether a variable's bytes can be read range by range, without holding all of them. */
export const isStreamed = ({ layout }: Storage): boolean =>
  layout.kind === 'contiguous' || layout.kind === 'pieces';
