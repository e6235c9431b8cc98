import type { Draft } from './Draft.ts';
import type { Machine } from './Machine.ts';

/** Makes data of what Python would pass to a function. It runs no function of the file's choosing. */
export type Call = (machine: Machine, args: readonly Draft[]) => Draft;
