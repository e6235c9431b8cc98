import { openArrays, openModel, writeNpz } from '../formats/index.ts';
import { type ByteSource, ReadError } from '../model/index.ts';
import { mustRun } from '../pipeline/index.ts';
import { type Command, choiceOption } from './arguments.ts';
import { hostFile, writeResult } from './files.ts';
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
  const model = mustRun(await openModel(hostFile(path).blob as ByteSource));
  const arrays = await openArrays(hostFile(options.inputs).blob as ByteSource);
  const run = await import('../run/index.ts');
  run.configureBackends({ wasmPaths: wasmFolder() });
  const samples = run.readSamples(model, arrays, options.inputs);
  const backend = choiceOption(options, 'backend', ['wasm', 'cpu'], 'wasm');
  const done = await run.runModel(model, samples, { backend, keep: options.layers ? 'layers' : 'outputs' });
  const stopped = done.stoppedAt;
  if (stopped) {
    throw new ReadError(
      'unsupported-feature',
      `${stopped.className} \`${stopped.layer}\` cannot be run: ${stopped.because}`,
      stopped.layer,
    );
  }
  writeResult(options.out, writeNpz(done.arrays.map(({ name, tensor }) => [name, tensor] as const)));
  return 0;
}
