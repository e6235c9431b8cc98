/** Runs models: the executor, its kernels and backends, samples, and the same samples through two models. TensorFlow.js lives here only. */
export type {
  Backend,
  Coverage,
  OutputRow,
  RunComparison,
  RunRow,
  RunVerdict,
  SampleRow,
} from './RunComparison.ts';
