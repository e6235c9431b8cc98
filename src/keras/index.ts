/** What Keras does: its layers' options and defaults by version, their variables and order, and its config dialects. */
export { type ReadModel, readModel } from './config/readModel.ts';
export { type Initial, type Initializer, initializerOf, looksInitial } from './initializers/index.ts';
export { isForeign } from './isForeign.ts';
export { type KerasVersion, parseKerasVersion } from './KerasVersion.ts';
export {
  type LoadedVariable,
  type LoadingKeras,
  type RouteName,
  type RouteResult,
  type SourceNames,
  simulateLoading,
  sourceNames,
} from './loading/index.ts';
export { type LayerOptions, optionsOf, readOptions, relevanceOf } from './options/index.ts';
export {
  type Expectation,
  type ExpectedGroup,
  type ExpectedVariable,
  expectVariables,
} from './variables/expectVariables.ts';
export type { ObjectStep } from './variables/ObjectStep.ts';
export { profileOf, STORE_PROFILES, type StoreProfile } from './variables/StoreProfile.ts';
export { snakeCase } from './variables/snakeCase.ts';
export { versionOf } from './versionOf.ts';
