import { basename } from 'node:path';
import { openArrays, openModel, writeNpz } from '../formats/index.ts';
import { type ByteSource, ReadError } from '../model/index.ts';
import { filesOf, mustRun } from '../pipeline/index.ts';
import { type Command, choiceOption } from './arguments.ts';
import { customLayers } from './customLayers.ts';
import { hostFile, writeResult } from './files.ts';
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
  const model = await about(path, async () => mustRun(await openModel(filesOf(modelFiles(path))), custom));
  const run = await import('../run/index.ts');
  run.configureBackends({ wasmPaths: wasmFolder() });
  const samples = await about(inputs, async () =>
    run.readSamples(model, await openArrays(sourceOf(inputs)), basename(inputs)),
  );
  const backend = choiceOption(options, 'backend', ['wasm', 'cpu'], 'wasm');
  const done = await about(path, () =>
    run.runModel(model, samples, { backend, keep: options.layers ? 'layers' : 'outputs' }),
  );
  const stop = done.stoppedAt;
  if (stop) {
    const message = `${stop.className} \`${stop.layer}\` cannot be run: ${stop.because}`;
    throw new Trouble({ code: 'unsupported-feature', message, file: path, where: stop.layer, readable: [] });
  }
  writeResult(out, writeNpz(done.arrays.map(({ name, tensor }) => [name, tensor] as const)));
  return 0;
}

const sourceOf = (path: string): ByteSource => hostFile(path).blob as ByteSource;
