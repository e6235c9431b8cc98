export { type Initializer, initializerOf } from './initializerOf.ts';
export { type Initial, looksInitial } from './looksInitial.ts';
