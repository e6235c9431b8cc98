import type { PageFile } from './hostFiles.ts';

/** Names under which one model is kept in several files; the first group of the pattern is what they share. */
const SETS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['checkpoint', /^(.+)\.(?:index|meta|data-\d{5}-of-\d{5})$/],
  ['safetensors', /^(.+?)(?:-\d{5}-of-\d{5}\.safetensors|\.safetensors\.index\.json)$/i],
  ['weights', /^(.+?)(?:_\d{5}\.weights\.h5|\.weights\.json)$/i],
];

/** What lies beside a SavedModel's `saved_model.pb` when its folder was opened and everything in it taken. */
const OF_SAVED_MODEL =
  /^(saved_model\.(pb|pbtxt)|keras_metadata\.pb|fingerprint\.pb|(variables|assets|assets\.extra)\/.*)$/;

/** The file that a model of several is called by comes first. */
const CHIEF = /^saved_model\.(pb|pbtxt)$|\.(index|json|onnx)$/i;

const BLOB = /\.(bin|data|onnx_data|weights?)$/i;

/**
 * Files that are one model by their names: those of one folder, a model.json and its shards, an .index and its data, numbered
 * parts and their index, an ONNX model and the file of its tensors. All others stand alone. Which model they are is for their
 * content to say.
 */
export function fileGroups(files: readonly PageFile[]): PageFile[][] {
  const paths = files.map(({ path }) => path);
  const groups = new Map<string, PageFile[]>();
  for (const file of files) {
    const key = keyOf(file.path, paths);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()].map((group) =>
    group.toSorted((x, y) => Number(CHIEF.test(y.name)) - Number(CHIEF.test(x.name))),
  );
}

function keyOf(path: string, all: readonly string[]): string {
  if (OF_SAVED_MODEL.test(path) && all.some((one) => /^saved_model\.(pb|pbtxt)$/.test(one)))
    return 'saved model';
  const folder = path.indexOf('/');
  if (folder >= 0) return `folder ${path.slice(0, folder)}`;
  const numbered = setOf(path) ?? (path === 'checkpoint' ? onlySet('checkpoint', all) : null);
  return numbered ?? withTensors(path, all) ?? `file ${path}`;
}

function setOf(path: string): string | null {
  for (const [kind, pattern] of SETS) {
    const shared = pattern.exec(path)?.[1];
    if (shared !== undefined) return `${kind} ${shared}`;
  }
  return null;
}

/** The set of a kind, where there is one: TensorFlow's file `checkpoint` names the newest of several. */
function onlySet(kind: string, all: readonly string[]): string | null {
  const sets = new Set(all.flatMap((path) => setOf(path) ?? []).filter((set) => set.startsWith(`${kind} `)));
  return sets.size === 1 ? ([...sets][0] ?? null) : null;
}

/** A model whose tensors lie in files of their own: model.json with .bin, .onnx with .data. */
function withTensors(path: string, all: readonly string[]): string | null {
  const loose = all.filter((one) => !one.includes('/'));
  const onnx = loose.filter((one) => /\.onnx$/i.test(one));
  const json = loose.filter((one) => /\.json$/i.test(one) && setOf(one) === null);
  const blobs = loose.filter((one) => BLOB.test(one));
  if (blobs.length === 0 || (!BLOB.test(path) && !onnx.includes(path) && !json.includes(path))) return null;
  if (json.length > 0 && onnx.length === 0) return /\.onnx$/i.test(path) ? null : 'model.json';
  return onnx.length === 1 && !json.includes(path) ? 'onnx' : null;
}
