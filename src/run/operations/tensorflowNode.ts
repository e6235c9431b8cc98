import { isArray, isObject, type Json, type JsonObject } from '../../model/index.ts';
import type { InnerLayer, Kernel } from '../kernels/Kernel.ts';
import { RunStop } from '../RunStop.ts';
import type { Resolved } from '../Value.ts';
import { tensorflowKernel } from './tensorflow.ts';

/**
 * An operation of TensorFlow's graphs as a function of its Python: its inputs in order, by the function's parameters, and
 * its attributes as `attribute=parameter`. `*` collects all inputs but those that are named after it.
 */
interface NodeRow {
  readonly function: string;
  readonly inputs: string;
  readonly attributes?: string;
}

const two = (name: string): NodeRow => ({ function: name, inputs: 'x y' });
const one = (name: string, parameter = 'x'): NodeRow => ({ function: name, inputs: parameter });
const reduced = (name: string): NodeRow => ({
  function: name,
  inputs: 'input_tensor axis',
  attributes: 'keep_dims=keepdims',
});

const NODES: Readonly<Record<string, NodeRow>> = {
  Add: two('math.add'),
  AddV2: two('math.add'),
  Sub: two('math.subtract'),
  Mul: two('math.multiply'),
  Div: two('math.divide'),
  RealDiv: two('math.divide'),
  DivNoNan: two('math.divide_no_nan'),
  FloorDiv: two('math.floordiv'),
  FloorMod: two('math.floormod'),
  Pow: two('math.pow'),
  Maximum: two('math.maximum'),
  Minimum: two('math.minimum'),
  SquaredDifference: two('math.squared_difference'),
  Greater: two('math.greater'),
  GreaterEqual: two('math.greater_equal'),
  Less: two('math.less'),
  LessEqual: two('math.less_equal'),
  Equal: two('math.equal'),
  NotEqual: two('math.not_equal'),
  LogicalAnd: two('math.logical_and'),
  LogicalOr: two('math.logical_or'),
  LogicalNot: one('math.logical_not'),
  Neg: one('math.negative'),
  Abs: one('math.abs'),
  Sign: one('math.sign'),
  Square: one('math.square'),
  Sqrt: one('math.sqrt'),
  Rsqrt: one('math.rsqrt'),
  Exp: one('math.exp'),
  Expm1: one('math.expm1'),
  Log: one('math.log'),
  Log1p: one('math.log1p'),
  Sin: one('math.sin'),
  Cos: one('math.cos'),
  Tanh: one('math.tanh'),
  Sigmoid: one('math.sigmoid'),
  Erf: one('math.erf'),
  Floor: one('math.floor'),
  Ceil: one('math.ceil'),
  Round: one('math.round'),
  Reciprocal: one('math.reciprocal'),
  Relu: one('nn.relu', 'features'),
  Relu6: one('nn.relu6', 'features'),
  Elu: one('nn.elu', 'features'),
  Selu: one('nn.selu', 'features'),
  Softplus: one('math.softplus', 'features'),
  Softsign: one('nn.softsign', 'features'),
  Softmax: one('nn.softmax', 'logits'),
  LogSoftmax: one('nn.log_softmax', 'logits'),
  LeakyRelu: { function: 'nn.leaky_relu', inputs: 'features', attributes: 'alpha=alpha' },
  Sum: reduced('math.reduce_sum'),
  Mean: reduced('math.reduce_mean'),
  Max: reduced('math.reduce_max'),
  Min: reduced('math.reduce_min'),
  Prod: reduced('math.reduce_prod'),
  Any: reduced('math.reduce_any'),
  All: reduced('math.reduce_all'),
  ArgMax: { function: 'math.argmax', inputs: 'input axis' },
  ArgMin: { function: 'math.argmin', inputs: 'input axis' },
  Cumsum: { function: 'math.cumsum', inputs: 'x axis', attributes: 'exclusive=exclusive reverse=reverse' },
  ConcatV2: { function: 'concat', inputs: '*values axis' },
  Pack: { function: 'stack', inputs: '*values', attributes: 'axis=axis' },
  Unpack: { function: 'unstack', inputs: 'value', attributes: 'num=num axis=axis' },
  Split: { function: 'split', inputs: 'axis value', attributes: 'num_split=num_or_size_splits' },
  SplitV: { function: 'split', inputs: 'value num_or_size_splits axis', attributes: 'num_split=num' },
  Reshape: { function: 'reshape', inputs: 'tensor shape' },
  Transpose: { function: 'transpose', inputs: 'a perm' },
  ExpandDims: { function: 'expand_dims', inputs: 'input axis' },
  Squeeze: { function: 'squeeze', inputs: 'input', attributes: 'squeeze_dims=axis' },
  Tile: { function: 'tile', inputs: 'input multiples' },
  GatherV2: { function: 'gather', inputs: 'params indices axis', attributes: 'batch_dims=batch_dims' },
  GatherNd: { function: 'gather_nd', inputs: 'params indices' },
  Pad: { function: 'pad', inputs: 'tensor paddings' },
  PadV2: { function: 'pad', inputs: 'tensor paddings constant_values' },
  Slice: { function: 'slice', inputs: 'input_ begin size' },
  StridedSlice: {
    function: 'strided_slice',
    inputs: 'input_ begin end strides',
    attributes:
      'begin_mask=begin_mask end_mask=end_mask ellipsis_mask=ellipsis_mask new_axis_mask=new_axis_mask shrink_axis_mask=shrink_axis_mask',
  },
  ReverseV2: { function: 'reverse', inputs: 'tensor axis' },
  Cast: { function: 'cast', inputs: 'x', attributes: 'DstT=dtype' },
  Shape: one('shape', 'input'),
  ZerosLike: one('zeros_like', 'input'),
  OnesLike: one('ones_like', 'input'),
  Identity: one('identity', 'input'),
  StopGradient: one('stop_gradient', 'input'),
  SelectV2: { function: 'where', inputs: 'condition x y' },
  ClipByValue: { function: 'clip_by_value', inputs: 't clip_value_min clip_value_max' },
  AddN: { function: 'math.add_n', inputs: '*inputs' },
  MatMul: {
    function: 'linalg.matmul',
    inputs: 'a b',
    attributes: 'transpose_a=transpose_a transpose_b=transpose_b',
  },
  BatchMatMulV2: { function: 'linalg.matmul', inputs: 'a b', attributes: 'adj_x=adjoint_a adj_y=adjoint_b' },
  DepthToSpace: { function: 'nn.depth_to_space', inputs: 'input', attributes: 'block_size=block_size' },
  SpaceToDepth: { function: 'nn.space_to_depth', inputs: 'input', attributes: 'block_size=block_size' },
  ResizeBilinear: {
    function: 'compat.v1.image.resize_bilinear',
    inputs: 'images size',
    attributes: 'align_corners=align_corners half_pixel_centers=half_pixel_centers',
  },
  ResizeNearestNeighbor: {
    function: 'compat.v1.image.resize_nearest_neighbor',
    inputs: 'images size',
    attributes: 'align_corners=align_corners half_pixel_centers=half_pixel_centers',
  },
};

/** Attributes that say how to store or compute, and those that the inputs show. */
const SILENT = new Set([
  ...[
    'T',
    'N',
    'Tidx',
    'Tdim',
    'Tshape',
    'Tperm',
    'Tpaddings',
    'Tmultiples',
    'Tindices',
    'Tparams',
    'Taxis',
    'Index',
  ],
  ...[
    'SrcT',
    'Tlen',
    'out_type',
    'output_type',
    'Truncate',
    'incompatible_shape_error',
    '_cloned',
    'grad_a',
    'grad_b',
  ],
]);

const TYPES: Readonly<Record<string, string>> = {
  DT_FLOAT: 'float32',
  DT_DOUBLE: 'float64',
  DT_HALF: 'float16',
  DT_BFLOAT16: 'bfloat16',
  DT_INT32: 'int32',
  DT_INT64: 'int64',
  DT_BOOL: 'bool',
};

/** An attribute as plain JSON: `{"i": "3"}`, `{"list": {"i": ["1"]}}`, `{"type": "DT_FLOAT"}`. */
function plain(value: Json, name: string): Json {
  if (!isObject(value)) throw new RunStop(`Its attribute ${name} is not understood.`);
  const { b, i, f, type, list } = value;
  if (typeof b === 'boolean') return b;
  if (i !== undefined) return Number(i);
  if (f !== undefined) return Number(f);
  if (typeof type === 'string') return TYPES[type] ?? type;
  if (isObject(list)) return isArray(list.i) ? list.i.map(Number) : null;
  return null;
}

function attributesOf(row: NodeRow, attributes: JsonObject): Record<string, Resolved> {
  const pairs = (row.attributes ?? '').split(' ').map((pair) => pair.split('='));
  const kwargs: Record<string, Resolved> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const parameter = pairs.find(([attribute]) => attribute === name)?.[1];
    if (parameter !== undefined) kwargs[parameter] = { kind: 'constant', value: plain(value, name) };
    else if (!SILENT.has(name) && !name.startsWith('_') && !saysNothing(plain(value, name)))
      throw new RunStop(`Its attribute ${name} is not supported.`);
  }
  return kwargs;
}

const saysNothing = (value: Json): boolean => value === null || value === false || value === 0;

/** Tensors of the call with constants at the places that the config names. */
function operandsOf(args: readonly Resolved[], constants: Json): Resolved[] {
  const operands = args.flatMap((argument) => (argument.kind === 'list' ? argument.items : [argument]));
  for (const [index, value] of Object.entries(isObject(constants) ? constants : {}))
    operands.splice(Number(index), 0, { kind: 'constant', value: unwrapped(value) });
  return operands;
}

/** Newer files wrap an array with its type. */
function unwrapped(value: Json): Json {
  return isObject(value) && isObject(value.config) && value.config.value !== undefined
    ? value.config.value
    : value;
}

function inputsOf(row: NodeRow, operands: readonly Resolved[]): Record<string, Resolved> {
  const names = row.inputs.split(' ');
  const star = names[0]?.startsWith('*') === true;
  const after = names.length - 1;
  const list = operands.slice(0, operands.length - after);
  const rest = star ? operands.slice(operands.length - after) : operands;
  const plainNames = star ? names.slice(1) : names;
  if (rest.length > plainNames.length) throw new RunStop(`It has ${operands.length} inputs.`);
  const found = rest.map((operand, i) => [plainNames[i] ?? '', operand] as const);
  return {
    ...(star ? { [(names[0] ?? '').slice(1)]: { kind: 'list', items: list } as Resolved } : {}),
    ...Object.fromEntries(found),
  };
}

/**
 * The kernel of a graph operation that tf.keras 2.2 to 2.4 kept as it was: a node definition, with constants
 * (`keras/src/engine/base_layer.py`, `TensorFlowOpLayer`).
 */
export function tensorflowNodeKernel(layer: InnerLayer): Kernel {
  const { node_def: node, constants = null } = layer.config;
  if (!isObject(node)) throw new RunStop('Its node definition is not in a form that is read here.');
  const op = String(node.op);
  const row = Object.hasOwn(NODES, op) ? NODES[op] : undefined;
  if (row === undefined) throw new RunStop(`The operation ${op} of TensorFlow cannot be run here.`);
  const attributes = attributesOf(row, isObject(node.attr) ? node.attr : {});
  const kernel = tensorflowKernel({ ...layer, className: 'TFOpLambda', config: { function: row.function } });
  return (call) => {
    const operands = operandsOf(call.args, constants);
    return kernel({ ...call, args: [], kwargs: { ...inputsOf(row, operands), ...attributes } });
  };
}
