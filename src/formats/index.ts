/** Files to open models: containers (zip, HDF5, npy) and the layouts that Keras writes into them. It never judges. */
export { failureOf, openModel } from './openModel.ts';
