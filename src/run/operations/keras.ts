import { ACTIVATIONS } from './activations.ts';
import { ARITHMETIC } from './arithmetic.ts';
import { BLOCKS } from './blocks.ts';
import { COMPARISON } from './comparison.ts';
import { COUNTING } from './counting.ts';
import { CUMULATIVE } from './cumulative.ts';
import { DIAGONALS } from './diagonals.ts';
import { DOT_PRODUCT_ATTENTION } from './dotProductAttention.ts';
import { ENCODING } from './encoding.ts';
import { FILTERS } from './filters.ts';
import { FOURIER } from './fourier.ts';
import { IMAGES } from './images.ts';
import { JOINING } from './joining.ts';
import { LINEAR } from './linear.ts';
import { LOSSES } from './losses.ts';
import { MATRICES } from './matrices.ts';
import { NORMALIZING } from './normalizing.ts';
import { NORMS } from './norms.ts';
import type { Operation } from './Operation.ts';
import { PADDING } from './padding.ts';
import { RANGES } from './ranges.ts';
import { REARRANGE } from './rearrange.ts';
import { REDUCTION } from './reduction.ts';
import { RESIZING } from './resizing.ts';
import { SCATTERING } from './scattering.ts';
import { SEGMENTS } from './segments.ts';
import { SLIDING } from './sliding.ts';
import { SORTING } from './sorting.ts';
import { STRUCTURE } from './structure.ts';
import { TAKING } from './taking.ts';
import { UNARY } from './unary.ts';
import { WARPING } from './warping.ts';

type Table = Readonly<Record<string, Operation>>;

const NUMPY: Table = {
  ...ARITHMETIC,
  ...COMPARISON,
  ...COUNTING,
  ...CUMULATIVE,
  ...DIAGONALS,
  ...JOINING,
  ...LINEAR,
  ...PADDING,
  ...RANGES,
  ...REDUCTION,
  ...SORTING,
  ...STRUCTURE,
  ...TAKING,
  ...UNARY,
};

const NN: Table = {
  ...ACTIVATIONS,
  ...BLOCKS,
  ...DOT_PRODUCT_ATTENTION,
  ...ENCODING,
  ...LOSSES,
  ...NORMALIZING,
  ...SLIDING,
};

/**
 * Operators of `keras.ops` by file and class. Where a class stands here does not bind: between versions they moved from
 * file to file, under one name each.
 */
export const KERAS: Readonly<Record<string, Table>> = {
  numpy: NUMPY,
  nn: NN,
  core: SCATTERING,
  math: { ...FOURIER, ...SEGMENTS },
  linalg: { ...MATRICES, ...NORMS },
  image: { ...FILTERS, ...IMAGES, ...RESIZING, ...WARPING },
  einops: REARRANGE,
};

const PYTHON = 'it holds Python code, which is never run';
const COMPLEX = 'complex numbers are not computed here';
const UNJUDGED = 'no answer of Keras was at hand to compare with';
const SINGULAR = 'its result is not unique, and backends choose differently';

/** Operators that are known and cannot be run, with the reason. */
export const REFUSED: Readonly<Record<string, string>> = {
  Map: PYTHON,
  Scan: PYTHON,
  AssociativeScan: PYTHON,
  Switch: PYTHON,
  WhileLoop: PYTHON,
  ForiLoop: PYTHON,
  Cond: PYTHON,
  VectorizedMap: PYTHON,
  JVP: PYTHON,
  Function: 'a graph inside an operator is not followed',
  Operation: 'it is the base of all operators and computes nothing',
  SegmentReduction: 'it is the base of others and computes nothing',
  ViewAsComplex: COMPLEX,
  ViewAsReal: COMPLEX,
  Polar: COMPLEX,
  Eig: COMPLEX,
  Eigh: SINGULAR,
  Qr: SINGULAR,
  SVD: SINGULAR,
  Lstsq: 'it needs singular values, which are not computed here',
  MatrixRank: 'it needs singular values, which are not computed here',
  Pinv: 'it needs singular values, which are not computed here',
  ConvTranspose: 'in a graph Keras hands its arguments on in the wrong order and fails, in every version',
  LuFactor: 'TensorFlow takes one matrix without a batch, which a graph has not',
  CTCLoss: 'it is part of training',
  CTCDecode: 'its search is not computed here',
  ElasticTransform: 'it is random',
  Unique: 'the shape of its result follows from values, which Keras itself does not take in a graph',
  View: 'it reads bits as another type',
  Full: UNJUDGED,
  Histogram: UNJUDGED,
  Arange: 'it takes numbers that are known before anything runs, which a graph has not',
  Argpartition: 'the order within its parts is left open',
  Ndim: 'its result is a number and no tensor',
};
