/** The tabs in their order; the keys 1–7 follow it. */
export const TABS = ['layers', 'weights', 'predictions', 'graph', 'settings', 'loaders', 'versions'] as const;

/** One of the tabs. */
export type Tab = (typeof TABS)[number];

/** What a tab is called. */
export const TAB_NAMES: Readonly<Record<Tab, string>> = {
  layers: 'Layers',
  weights: 'Weights',
  predictions: 'Predictions',
  graph: 'Graph',
  settings: 'Settings',
  loaders: 'Loaders',
  versions: 'Versions',
};
