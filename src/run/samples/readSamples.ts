import {
  formatShape,
  type Graph,
  type Port,
  ReadError,
  sizeOf,
  type Tensor,
  toFloat64,
} from '../../model/index.ts';
import { byNameInstead, laidByNumber } from '../laidByNumber.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { asPortType } from './asPortType.ts';
import { checkWholes } from './checkWholes.ts';
import { layPictures } from './layPictures.ts';
import { layTable } from './layTable.ts';
import type { Samples } from './Samples.ts';

/** Arrays by name; the columns of a table, or pictures, when it says so. */
export interface GivenArrays extends ReadonlyMap<string, Tensor> {
  readonly isTable?: boolean;
  readonly arePictures?: boolean;
}

/**
 * Lays arrays of a file onto a model's inputs: by the inputs' names (or `input:NAME`), else as `x` or `x0`, `x1` …, else in their order.
 * Throws `ReadError('missing-part')` for an input without array and `'corrupt'` for a shape that does not fit.
 */
export function readSamples(model: RunnableModel, given: GivenArrays, source: string): Samples {
  const ports = model.graph.inputs;
  const notes: string[] = [];
  const arrays = laidOut(model, given, source, notes);
  const names = chooseNames(model.graph, arrays, notes);
  const inputs = ports.map((port, i) => {
    const key = names[i] ?? '';
    const tensor = arrays.get(key);
    if (!tensor)
      throw new ReadError(
        'missing-part',
        `${source} holds no array for input "${port.name}". It holds ${[...arrays.keys()].join(', ') || 'nothing'}.${byNameInstead(areKeyed(model.graph), ports)}`,
      );
    const fitted = laidOn(port, tensor, key, source);
    noteSpecials(fitted, key, notes);
    return { name: port.name, tensor: fitted };
  });
  for (const key of askedOf(model.graph, [...arrays.keys()]))
    if (!names.includes(key)) notes.push(`The array ${key} is not used.`);
  const counts = new Set(inputs.map(({ tensor }) => tensor.shape[0] ?? 0));
  const [count = 0] = counts;
  if (counts.size > 1 || count === 0)
    throw new ReadError(
      'corrupt',
      `The arrays of ${source} hold ${[...counts].join(', ')} samples; every input needs the same number, at least one.`,
    );
  return { source, count, inputs, notes };
}

function laidOut(
  model: RunnableModel,
  given: GivenArrays,
  source: string,
  notes: string[],
): ReadonlyMap<string, Tensor> {
  if (given.arePictures) return layPictures(model, given, source, notes);
  return given.isTable ? layTable(model.graph.inputs, given, source, notes) : given;
}

/** Names of what was recorded, not of inputs. */
const RECORDED = /^(y\d*|layer:.*|output:.*)$/;

type Ports = Pick<Graph, 'inputs' | 'outputs' | 'keyed'>;

const areKeyed = ({ keyed }: Pick<Graph, 'keyed'>): boolean => keyed?.includes('inputs') === true;

/** Names that are not those of what was recorded: numbered outputs and layers, or outputs by name. */
function askedOf({ inputs, outputs }: Ports, keys: readonly string[]): string[] {
  const has = (ports: readonly Port[], key: string) => ports.some(({ name }) => name === key);
  return keys.filter((key) => has(inputs, key) || !(RECORDED.test(key) || has(outputs, key)));
}

/** Which array of a file belongs to each input; a name that is not among `arrays` where none does. Adds to `notes` what was assumed. */
export function chooseNames(graph: Ports, arrays: ReadonlyMap<string, Tensor>, notes: string[]): string[] {
  const ports = graph.inputs;
  const names = ports.map((port) => port.name);
  if (names.every((name) => arrays.has(name))) return names;
  const stated = names.map((name) => `input:${name}`);
  if (stated.every((name) => arrays.has(name))) return stated;
  if (ports.length === 1 && arrays.has('x')) return ['x'];
  const numbered = ports.map((_, i) => `x${i}`);
  if (numbered.every((name) => arrays.has(name))) return inPlace(graph, arrays, numbered) ?? names;
  const keys = [...arrays.keys()];
  const inputs = keys.filter((key) => key.startsWith('input:'));
  const candidates = inputs.length > 0 ? inputs : askedOf(graph, keys);
  const fitting = candidates.some((key) => names.includes(key)) ? null : inPlace(graph, arrays, candidates);
  if (fitting === null) return names;
  if (ports.length > 1) notes.push(`The arrays ${fitting.join(', ')} were taken in their order.`);
  return fitting;
}

/** These keys, as many as inputs, each at the place of its input. */
function inPlace(
  graph: Ports,
  arrays: ReadonlyMap<string, Tensor>,
  keys: readonly string[],
): string[] | null {
  if (keys.length !== graph.inputs.length) return null;
  const tensors = keys.map((key) => arrays.get(key));
  const laid = laidByNumber(areKeyed(graph), graph.inputs, tensors);
  return laid.length === 0 ? null : laid.map((tensor) => keys[tensors.indexOf(tensor)] ?? '');
}

/** An array that lacks only the channel axis of size 1 is accepted, as Keras accepts it. */
function laidOn(port: Port, tensor: Tensor, key: string, source: string): Tensor {
  if ((tensor.dtype === 'string') !== (port.dtype === 'string'))
    throw new ReadError(
      'corrupt',
      `The array ${key} of ${source} holds ${tensor.dtype} values; input "${port.name}" takes ${port.dtype}.`,
    );
  const typed = asPortType(port, tensor);
  checkWholes(typed, key, source, port);
  if (port.shape.length === 0 || matches(port, tensor.shape)) return typed;
  const wider = [...tensor.shape, 1];
  if (port.shape.at(-1) === 1 && matches(port, wider)) return { ...typed, shape: wider };
  throw new ReadError(
    'corrupt',
    `The array ${key} of ${source} has shape ${formatShape(tensor.shape)}; input "${port.name}" takes ${formatShape(port.shape)}.`,
  );
}

function matches(port: Port, shape: readonly number[]): boolean {
  return (
    shape.length === port.shape.length &&
    port.shape.every((size, axis) => axis === 0 || size === null || size === shape[axis])
  );
}

function noteSpecials(tensor: Tensor, key: string, notes: string[]): void {
  const numbers = toFloat64(tensor);
  if (numbers === null || numbers.length !== sizeOf(tensor.shape)) return;
  const nan = numbers.reduce((n, value) => n + Number(Number.isNaN(value)), 0);
  if (nan > 0) notes.push(`The array ${key} holds ${nan} NaN.`);
}
