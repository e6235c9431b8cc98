/** What Keras does: its layers' options and defaults by version, their variables and order, and its config dialects. */
export { type KerasVersion, parseKerasVersion } from './KerasVersion.ts';
