/** The options of Keras' layers: defaults by version, one form for all dialects, and what each can change. */
export { optionsOf } from './catalogue.ts';
export type { OptionForm } from './forms.ts';
export type { OptionRow, Relevance } from './OptionRow.ts';
export { type LayerOptions, readOptions, relevanceOf } from './readOptions.ts';
