import { readFileSync } from 'node:fs';
import { isArray, isObject, type Json, ReadError } from '../model/index.ts';
import {
  type CompareOptions,
  createPipeline,
  type HostFile,
  type Pipeline,
  type Result,
  type Slot,
} from '../pipeline/index.ts';
import { type Report, toHtml, toJson, toJunit, toMarkdown, toText } from '../report/index.ts';
import { type Command, choiceOption, type Options, wholeOption } from './arguments.ts';
import { customLayers } from './customLayers.ts';
import { absolute, hostFile, writeResult } from './files.ts';
import { inputFiles } from './inputFiles.ts';
import { modelFiles } from './modelFiles.ts';
import { progressLine } from './progress.ts';
import { about, Trouble } from './Trouble.ts';
import { wasmFolder } from './wasmFolder.ts';

/** Compares, writes what was asked for, and returns the exit status. */
export async function compareCommand({ files, options }: Command): Promise<number> {
  const pipeline = createPipeline({ wasmUrls: wasmFolder(), custom: await customLayers(options.custom) });
  await openAll(pipeline, files, options);
  const failOn = choiceOption(options, 'fail-on', ['different', 'weights', 'any'], 'different');
  const progress = progressLine();
  const result = await pipeline.compare(await optionsOf(options), { onProgress: progress.show });
  progress.clear();
  const report = unwrap(result, options.inputs?.[0] ?? options.reference ?? files[0] ?? null);
  write(report, options);
  return statusOf(report, failOn);
}

async function openAll(pipeline: Pipeline, files: readonly string[], options: Options): Promise<void> {
  const [a, b, ...more] = files;
  if (a === undefined || (b === undefined && options.reference === undefined)) {
    throw new ReadError(
      'missing-part',
      'Two models are needed, or one and --reference. Run twinspect --help.',
    );
  }
  if (more.length > 0 || (b !== undefined && options.reference !== undefined)) {
    throw new ReadError('unsupported-feature', 'Too many files: two models, or one and --reference.');
  }
  checkScalers(options, b !== undefined);
  const slots: readonly (readonly [Slot, string | undefined])[] = [
    ['a', a],
    ['b', b],
    ['reference', options.reference],
    ['scaler-a', options.scaler ?? options['scaler-a']],
    ['scaler-b', options['scaler-b']],
  ];
  for (const [slot, path] of slots)
    if (path !== undefined)
      unwrap(await pipeline.open(slot, await about(path, () => filesFor(slot, path))), path);
  const { inputs } = options;
  const [first] = inputs ?? [];
  if (inputs && first !== undefined) {
    const opened = await pipeline.open('inputs', await about(first, () => inputFiles(inputs)));
    unwrap(opened, inputs.length === 1 ? first : null);
  }
}

/** `--scaler` is for one model, `--scaler-a` and `--scaler-b` are for two. */
function checkScalers(options: Options, isPair: boolean): void {
  const sided = options['scaler-a'] !== undefined || options['scaler-b'] !== undefined;
  if (isPair && options.scaler !== undefined)
    throw new ReadError(
      'unsupported-feature',
      '--scaler: with two models, say whose: --scaler-a or --scaler-b.',
    );
  if (!isPair && sided)
    throw new ReadError(
      'unsupported-feature',
      '--scaler-a and --scaler-b are for two models; for one it is --scaler.',
    );
}

function filesFor(slot: Slot, path: string): HostFile[] {
  return slot === 'a' || slot === 'b' ? modelFiles(path) : [hostFile(path)];
}

async function optionsOf(options: Options): Promise<CompareOptions> {
  const path = options.map;
  const map = path === undefined ? [] : await about(path, () => readMap(path));
  return {
    samples: wholeOption(options, 'samples', 8, 1),
    seed: wholeOption(options, 'seed', 0, 0),
    run: !options['no-run'],
    backend: choiceOption(options, 'backend', ['wasm', 'cpu'], 'wasm'),
    map,
  };
}

function readMap(path: string): CompareOptions['map'] {
  const refusal = `${path} is no list of pairs. Expected [{"a": ["enc/dense"], "b": ["encoder_dense"]}].`;
  const value = parseText(readFileSync(absolute(path), 'utf8'), refusal, path);
  if (!isArray(value)) throw new ReadError('corrupt', refusal, path);
  return value.map((pair) => {
    const [a, b] = isObject(pair) ? [names(pair.a), names(pair.b)] : [null, null];
    if (!a || !b || a.length !== b.length) throw new ReadError('corrupt', refusal, path);
    return { a, b };
  });
}

function parseText(text: string, refusal: string, path: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new ReadError('corrupt', refusal, path, error);
  }
}

function names(value: Json | undefined): string[] | null {
  return isArray(value) && value.every((name) => typeof name === 'string') ? (value as string[]) : null;
}

const WRITERS = { json: toJson, html: toHtml, md: toMarkdown, junit: toJunit } as const;

function write(report: Report, options: Options): void {
  const wanted = (Object.keys(WRITERS) as (keyof typeof WRITERS)[]).filter(
    (key) => options[key] !== undefined,
  );
  for (const key of wanted) writeResult(options[key] as string, WRITERS[key](report));
  if (wanted.some((key) => options[key] === '-')) return;
  process.stdout.write(toText(report, { color: process.stdout.isTTY === true }));
}

const STATUS = { identical: 0, equivalent: 0, different: 1, inconclusive: 3 } as const;

/** `weights`: any weight that differs fails too; `any`: everything short of identical. */
function statusOf(report: Report, failOn: 'different' | 'weights' | 'any'): number {
  const status = STATUS[report.verdict];
  if (status !== 0) return status;
  const weights = report.variables.some((row) => !['identical', 'equal'].includes(row.status));
  if (failOn === 'weights' && weights) return 1;
  return failOn === 'any' && report.verdict !== 'identical' ? 1 : 0;
}

/** The value, or `Trouble` with the failure and the file it is about. */
export function unwrap<T>(result: Result<T>, file: string | null = null): T {
  if (result.ok) return result.value;
  throw new Trouble({ ...result.failure, file: file ?? result.failure.file });
}
