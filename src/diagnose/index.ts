/** Names causes: rules turn differences into findings, each with its grade, its evidence and its fix. */
export type { Evidence, Finding, Grade, RuledOut } from './Finding.ts';
