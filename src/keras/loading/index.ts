/** What Keras' loaders would do with a weights file and a model, from how they are written: nothing is run. */
export type { Architecture, VariableFacts } from './buildObjects.ts';
export type { LoadingKeras } from './LoadingKeras.ts';
export type { RouteName } from './routes.ts';
export { type SourceNames, sourceNames } from './SourceNames.ts';
export { type LoadedVariable, type Loading, type RouteResult, simulateLoading } from './simulateLoading.ts';
