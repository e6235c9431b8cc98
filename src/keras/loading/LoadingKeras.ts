import type { Generation } from './KerasObject.ts';

/** The Kerases whose loaders are known line by line. */
export type LoadingKeras = '2.15' | '3.15';

/** Names and order go by the generation. */
export const generationOf = (keras: LoadingKeras): Generation => (keras === '3.15' ? 3 : 2);
