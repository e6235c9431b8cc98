import { openModel } from '../formats/index.ts';
import { ReadError } from '../model/index.ts';
import {
  filesOf,
  loadableWeights,
  loadingReport,
  reproducingRoutes,
  sameByValues,
} from '../pipeline/index.ts';
import { type Command, choiceOption } from './arguments.ts';
import { writeResult } from './files.ts';
import { loadingText } from './loadingText.ts';
import { modelFiles } from './modelFiles.ts';
import { about } from './Trouble.ts';

/** Prints what each Keras loading route would do with a weights file and a model; nothing is changed. */
export async function loadCommand({ files, options }: Command): Promise<number> {
  const [path, ...more] = files;
  const { into } = options;
  if (path === undefined || more.length > 0)
    throw new ReadError('missing-part', 'load takes one weights file.');
  if (into === undefined) throw new ReadError('missing-part', 'load needs --into MODEL.');
  const keras = options.keras === undefined ? null : choiceOption(options, 'keras', ['2.15', '3.15'], '3.15');
  const weights = await about(path, () => openModel(filesOf(modelFiles(path))));
  const model = await about(into, () => openModel(filesOf(modelFiles(into))));
  const stored = await about(path, () => loadableWeights(weights));
  const found = { ...weights, stored: () => stored };
  const report = await about(into, () => loadingReport(found, model.artifact, keras));
  if (options.json !== undefined) writeResult(options.json, `${JSON.stringify(report, null, 2)}\n`);
  if (options.json === '-') return 0;
  const same = sameByValues(weights, model);
  const reproducing = await about(path, () => reproducingRoutes(report.routes, same));
  process.stdout.write(loadingText(report, reproducing, model.artifact.compile !== null));
  return 0;
}
