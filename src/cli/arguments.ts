import { parseArgs } from 'node:util';
import { ReadError } from '../model/index.ts';

const OPTIONS = {
  inputs: { type: 'string', multiple: true },
  samples: { type: 'string' },
  seed: { type: 'string' },
  reference: { type: 'string' },
  'scaler-a': { type: 'string' },
  'scaler-b': { type: 'string' },
  scaler: { type: 'string' },
  custom: { type: 'string' },
  map: { type: 'string' },
  'no-run': { type: 'boolean' },
  backend: { type: 'string' },
  json: { type: 'string' },
  html: { type: 'string' },
  md: { type: 'string' },
  junit: { type: 'string' },
  repair: { type: 'string' },
  'fail-on': { type: 'string' },
  out: { type: 'string' },
  layers: { type: 'boolean' },
  into: { type: 'string' },
  keras: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Options by name, as typed. */
export type Options = ReturnType<
  typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>
>['values'];

/** What was asked for. */
export interface Command {
  readonly name: 'compare' | 'run' | 'show' | 'load' | 'open' | 'help' | 'version';
  readonly files: readonly string[];
  readonly options: Options;
}

const COMMANDS = new Set(['run', 'show', 'load', 'open']);

/** Options of the contract that need a part which is not there yet; refused by name, never ignored. */
const NOT_YET: Readonly<Record<string, string>> = {
  repair: 'No corrected file can be written yet.',
};

/** Reads the command line. Throws `ReadError('unsupported-feature')` for anything that is not understood. */
export function readArguments(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  for (const [option, because] of Object.entries(NOT_YET)) {
    if (option in values) throw new ReadError('unsupported-feature', `--${option}: ${because}`);
  }
  if (values.help || argv.length === 0) return { name: 'help', files: [], options: values };
  if (values.version) return { name: 'version', files: [], options: values };
  const [first = '', ...rest] = positionals;
  if (!COMMANDS.has(first)) return { name: 'compare', files: positionals, options: values };
  return { name: first as Command['name'], files: rest, options: values };
}

function parse(argv: readonly string[]): { values: Options; positionals: string[] } {
  try {
    const parsed = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, tokens: true });
    return withPictures(parsed.values, parsed.tokens);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ReadError(
      'unsupported-feature',
      `${reason.split('. ')[0]}. Run twinspect --help for what there is.`,
    );
  }
}

const PICTURE = /\.(png|jpe?g|webp|gif|bmp|tiff?|avif|heic)$/i;

/** What was typed, in its order. */
type Token = { readonly kind: string; readonly name?: string; readonly value?: string | undefined };

/** Pictures directly behind an input belong to it, as a shell writes out `--inputs *.png`. */
function withPictures(values: Options, tokens: readonly Token[]): { values: Options; positionals: string[] } {
  const [inputs, positionals]: [string[], string[]] = [[], []];
  let follows = false;
  for (const { kind, name, value = '' } of tokens) {
    const isInput: boolean = kind === 'option' ? name === 'inputs' : follows && PICTURE.test(value);
    follows = isInput;
    if (isInput) inputs.push(value);
    else if (kind === 'positional') positionals.push(value);
  }
  return { values: inputs.length > 0 ? { ...values, inputs } : values, positionals };
}

/** A whole number option, at least `least`. */
export function wholeOption(
  options: Options,
  key: 'samples' | 'seed',
  byDefault: number,
  least: number,
): number {
  const text = options[key];
  if (text === undefined) return byDefault;
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new ReadError(
    'unsupported-feature',
    `--${key} takes a whole number from ${least} on, not "${text}".`,
  );
}

/** An option with a closed list of values. */
export function choiceOption<T extends string>(
  options: Options,
  key: 'backend' | 'fail-on' | 'keras',
  choices: readonly T[],
  byDefault: T,
): T {
  const text = options[key];
  if (text === undefined) return byDefault;
  const choice = choices.find((it) => it === text);
  if (choice) return choice;
  throw new ReadError('unsupported-feature', `--${key} is one of ${choices.join(', ')}, not "${text}".`);
}
