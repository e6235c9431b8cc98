/** Pickle and joblib files as inert data. */
export { openPickle } from './openPickle.ts';
export { readPickle } from './readPickle.ts';
