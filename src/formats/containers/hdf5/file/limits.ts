/** Links of one group, and attributes of one object. */
export const MAX_NAMES = 100_000;
