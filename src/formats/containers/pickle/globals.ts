import type { Call } from './Call.ts';
import type { Draft } from './Draft.ts';
import type { Machine } from './Machine.ts';
import { NUMPY_CALLS } from './numpyCalls.ts';
import { PLAIN_CALLS } from './plainCalls.ts';

/** What Python 2 and older NumPy call the same thing. */
const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/^__builtin__$/, 'builtins'],
  [/^copy_reg$/, 'copyreg'],
  [/^numpy\.core\./, 'numpy._core.'],
  [/^sklearn\.externals\.joblib\./, 'joblib.'],
];

/** Everything that may be called, by name. */
const CALLS: ReadonlyMap<string, Call> = new Map([...PLAIN_CALLS, ...NUMPY_CALLS]);

/** Classes that are only named, as options: `dtype=numpy.float64`. */
const NAMED = new RegExp(
  `^(${[
    'builtins\\.(object|int|float|str|bool|bytes|list|dict|tuple)',
    'numpy\\.(u?int(8|16|32|64|p|c)?|float(16|32|64)?|bool_?|object_|str_|bytes_|number|integer|floating|ndarray|dtype)',
    'numpy\\.(generic|signedinteger|unsignedinteger|inexact|character|flexible)',
    'pandas\\.core\\.indexes\\.base\\.Index',
    'numpy\\.random\\._mt19937\\.MT19937',
    'numpy\\.random\\._pickle\\.__bit_generator_ctor',
  ].join('|')})$`,
);

/** The classes whose instances may be built, by the module that has held them since scikit-learn 0.20. */
const CLASSES: readonly (readonly [module: RegExp, names: string])[] = [
  [
    /^sklearn\.preprocessing(\._?data)?$/,
    'StandardScaler MinMaxScaler MaxAbsScaler RobustScaler Normalizer PowerTransformer QuantileTransformer',
  ],
  [/^sklearn\.preprocessing(\._?encoders)?$/, 'OneHotEncoder OrdinalEncoder'],
  [/^sklearn\.preprocessing(\._?label)?$/, 'LabelEncoder LabelBinarizer'],
  [/^sklearn\.preprocessing(\._?function_transformer)?$/, 'FunctionTransformer'],
  [/^sklearn\.impute(\._base)?$/, 'SimpleImputer MissingIndicator'],
  [/^sklearn\.impute$/, 'SimpleImputer MissingIndicator'],
  [/^sklearn\.decomposition(\._?pca)?$/, 'PCA'],
  [/^sklearn\.pipeline$/, 'Pipeline'],
  [/^sklearn\.compose(\._column_transformer)?$/, 'ColumnTransformer make_column_selector _RemainderColsList'],
  [/^joblib\.numpy_pickle(_compat)?$/, 'NumpyArrayWrapper'],
];

/** A class or function by name, when it is on the list. Throws `ReadError('unsupported-feature')` with its name when not. */
export function lookUp(machine: Machine, module: string, name: string): Draft {
  const full = canonical(module, name);
  if (CALLS.has(full) || NAMED.test(full) || isClass(full)) return { kind: 'global', name: full };
  throw machine.refusal(refusalOf(module, name));
}

/** What a call of an allowed name gives. Throws `ReadError('unsupported-feature')` for anything else. */
export function callGlobal(machine: Machine, name: string, args: readonly Draft[]): Draft {
  const call = CALLS.get(name);
  if (call) return call(machine, args);
  if (isClass(name)) return makeInstance(machine, name, args);
  throw machine.refusal(`The pickle calls \`${name}\`, which is refused.`);
}

/** An instance of an allowed class, without attributes yet. Classes take their attributes by BUILD, never as arguments. */
export function makeInstance(machine: Machine, name: string, args: readonly Draft[]): Draft {
  const call = CALLS.get(name);
  if (call) return call(machine, args);
  if (!isClass(name)) throw machine.refusal(`The pickle makes an object of \`${name}\`, which is refused.`);
  if (args.length > 0)
    throw machine.refusal(`The pickle makes a \`${name}\` with arguments, which is refused.`);
  return { kind: 'object', className: name, attributes: new Map() };
}

/** Whether a name is that of a class whose instances may be built. */
export function isClass(full: string): boolean {
  const dot = full.lastIndexOf('.');
  const [module, name] = [full.slice(0, dot), full.slice(dot + 1)];
  return CLASSES.some(([pattern, names]) => pattern.test(module) && names.split(' ').includes(name));
}

function canonical(module: string, name: string): string {
  const renamed = RENAMED.find(([pattern]) => pattern.test(module));
  return `${renamed ? module.replace(renamed[0], renamed[1]) : module}.${name}`;
}

const WRITERS: readonly (readonly [RegExp, string])[] = [
  [/^_?dill\b/, 'dill wrote it with code of its own inside; write it with joblib.dump.'],
  [/^cloudpickle\b/, 'cloudpickle wrote it with code of its own inside; write it with joblib.dump.'],
  [
    /^joblib\.|^sklearn\.externals\.joblib\./,
    'joblib before 0.10 wrote it, with values in other files; write it again with a newer one.',
  ],
  [/^(keras|tensorflow|torch)\b/, 'it is a model, not preprocessing; save a model with model.save.'],
];

function refusalOf(module: string, name: string): string {
  const writer = WRITERS.find(([pattern]) => pattern.test(module))?.[1];
  const told =
    writer ?? 'only scikit-learn preprocessing and NumPy values are read, and nothing is ever executed.';
  return `The pickle holds \`${module}.${name}\`, which is refused: ${told}`;
}
