/** TensorFlow.js' own layers as a second engine: what a converted model does in the browser. */
export { refusesToMake } from './refusesToMake.ts';
export { runAsTfjs, type TfjsRunOptions } from './runAsTfjs.ts';
export { isReal, partsFromKeras, type TfjsBirth, type TfjsGap, type TfjsRun } from './TfjsRun.ts';
