import type { Report } from '../Report.ts';

const ENDING = /(\.weights)?\.[A-Za-z0-9]{1,8}$/;
const FILE =
  /[^\s"'`()<>|,;=]+\.(weights\.h5|keras|h5|hdf5|npz|npy|csv|json|ya?ml|pkl|joblib|zip|pb|txt|png|jpe?g)\b/gi;
const FOLDER =
  /(?<![\w/])(?:[A-Za-z]:\\|~\/|\\\\|\/(?:home|Users|mnt|tmp|var|data|root|content|opt|srv|workspace|Volumes)\/)[^\s"'`)]*/g;

/** Replaces the names of a report's files, and whatever else looks like a file or a folder, by stand-ins. */
export function fileNames(report: Report): (text: string) => string {
  const known = new Map<string, string>();
  const learn = (name: string | undefined, standIn: string): void => {
    if (name !== undefined && name !== '') known.set(name, standIn + (ENDING.exec(name)?.[0] ?? ''));
  };
  for (const run of report.runs) {
    if (!run.inputs.source.startsWith('generated')) learn(run.inputs.source, 'inputs');
  }
  learn(report.b?.name, 'b');
  learn(report.a.name, 'a');
  const longest = [...known].toSorted(([x], [y]) => y.length - x.length);
  const own = new Set(known.values());
  return (text) => {
    let clean = text;
    // A name that is one letter would take every letter with it.
    for (const [name, standIn] of longest) {
      if (clean === name) return standIn;
      if (name.length > 2) clean = clean.replaceAll(name, standIn);
    }
    return clean
      .replace(
        FOLDER,
        (path) =>
          `folder/${own.has(baseOf(path)) ? baseOf(path) : 'file'}${own.has(baseOf(path)) ? '' : (ENDING.exec(path)?.[0] ?? '')}`,
      )
      .replace(FILE, (path) => standInOf(path, own));
  };
}

function standInOf(path: string, own: ReadonlySet<string>): string {
  if (path.startsWith('folder/')) return path;
  return own.has(path) ? path : `file${ENDING.exec(path)?.[0] ?? ''}`;
}

function baseOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
