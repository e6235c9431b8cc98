import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The checkout. */
export const ROOT = here('../../');

/** The built page. */
export const DIST = here('../../dist/');

/** The page's own entry for tests, with a pipeline that answers at once. */
export const HARNESS = here('../harness/');

/** The same, built. */
export const HARNESS_DIST = here('../../test-results/harness/');

/** The sample pair that comes with the page. */
export const SAMPLES = here('../../public/samples/');

/** Files that real Keras and others made. */
export const FIXTURES = here('../../fixtures/');

/** Pairs of models that real Keras made, with what is expected of them. */
export const PAIRS = here('../../fixtures/pairs/');
