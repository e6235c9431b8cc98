import { openInputs, openModel, writeNpz } from '../formats/index.ts';
import { type ByteSource, ReadError } from '../model/index.ts';
import {
  drawnLayers,
  filesOf,
  mustRun,
  openScalerFile,
  type Scaler,
  scaledSamples,
} from '../pipeline/index.ts';
import { type Command, choiceOption, type Options } from './arguments.ts';
import { customLayers } from './customLayers.ts';
import { hostFile, writeResult } from './files.ts';
import { inputFiles } from './inputFiles.ts';
import { modelFiles } from './modelFiles.ts';
import { about, Trouble } from './Trouble.ts';
import { wasmFolder } from './wasmFolder.ts';

/**
 * Writes a model's predictions, and with `--layers` every layer's output. A model that cannot be run completely writes
 * nothing: the refusal names the first layer that stopped it.
 */
export async function runCommand({ files, options }: Command): Promise<number> {
  const [path, ...more] = files;
  if (path === undefined || more.length > 0) throw new ReadError('missing-part', 'run takes one model file.');
  if (options.inputs === undefined || options.out === undefined) {
    throw new ReadError('missing-part', 'run needs --inputs F.npz and --out OUT.npz.');
  }
  const { inputs, out } = options;
  const custom = await customLayers(options.custom);
  const opened = await about(path, () => openModel(filesOf(modelFiles(path))));
  const model = await about(path, async () => mustRun(opened, custom));
  const run = await import('../run/index.ts');
  run.configureBackends({ wasmPaths: wasmFolder() });
  const scaler = await openScaler(options);
  const samples = await about(inputs[0] ?? '', async () => {
    const given = await openInputs(inputFiles(inputs).map(({ blob }) => blob as ByteSource));
    return scaledSamples(run, model, given, scaler);
  });
  const backend = choiceOption(options, 'backend', ['wasm', 'cpu'], 'wasm');
  const done = await about(path, () =>
    run.runModel(model, samples, { backend, keep: options.layers ? 'layers' : 'outputs' }),
  );
  const stop = done.stoppedAt;
  if (stop) {
    const message = `${stop.className} \`${stop.layer}\` cannot be run: ${stop.because}`;
    throw new Trouble({ code: 'unsupported-feature', message, file: path, where: stop.layer, readable: [] });
  }
  const drawn = drawnLayers(opened.artifact);
  if (drawn.length > 0)
    process.stderr.write(
      `twinspect: ${drawn.join(', ')}: called with training=True, draws at random whenever the model predicts. What is written is one draw, and not the one that Keras makes.\n`,
    );
  writeResult(out, writeNpz(done.arrays.map(({ name, tensor }) => [name, tensor] as const)));
  return 0;
}

/** The preprocessing of `--scaler`, `null` without. */
async function openScaler(options: Options): Promise<Scaler | null> {
  if (options['scaler-a'] !== undefined || options['scaler-b'] !== undefined)
    throw new ReadError(
      'unsupported-feature',
      '--scaler-a and --scaler-b are for two models; for one it is --scaler.',
    );
  const path = options.scaler;
  return path === undefined ? null : about(path, () => openScalerFile(sourceOf(path)));
}

const sourceOf = (path: string): ByteSource => hostFile(path).blob as ByteSource;
