/** TensorFlow graphs, call by call, on TensorFlow.js' own executor with the operations that it lacks. */
export { runSubgraph } from './runSubgraph.ts';
export { Subgraphs } from './Subgraphs.ts';
