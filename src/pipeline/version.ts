/** This program and its version, as reports state it. A test holds it against package.json. */
export const MADE_BY = 'twinspect@0.1.0';
