import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareModel, modelsIn } from './compareModel.mjs';
import { runPython } from './pythons.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAKERS = join(ROOT, 'fixtures', 'make');
const CASES = join(ROOT, 'src', 'run', 'testdata');

/** How many random models in all, and how many one job makes. */
const [RANDOM, CHUNK] = [200, 20];

/**
 * Everything that can be proved with these Pythons, as far as the words may choose it: `{ id, run }`. An id is `kind what keras [form]`. `run` makes the
 * files in a folder of its own, compares, and gives `{ agreed, disagreed, tensors, gap, where, faults }`.
 */
export function jobsFor(pythons, words) {
  const forms = words.includes('h5') ? ['h5'] : ['v3'];
  // Each list costs a start of TensorFlow.
  const lists = !words.includes('cases') && !words.includes('random');
  return [
    ...pythons.flatMap((python) =>
      caseFamilies().map((family) => job(['cases', family], python, casesOf(family))),
    ),
    ...pythons.flatMap((python, i) => seedsOf(i, pythons.length).map((first) => random(first, python))),
    ...(lists ? pythons : []).flatMap((python) =>
      applicationsOf(python).flatMap((name) => forms.map((form) => application(name, form, python))),
    ),
  ];
}

function job([kind, what], python, prove, form = '') {
  const id = [kind, what, python.keras, form].filter(Boolean).join(' ');
  return {
    id,
    kind,
    what: form === 'h5' ? `${what} .h5` : what,
    keras: python.keras,
    run: () => inScratch((folder) => prove(python, folder)),
  };
}

function inScratch(prove) {
  const folder = mkdtempSync(join(tmpdir(), 'proofs-'));
  try {
    return prove(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const caseFamilies = () =>
  readdirSync(join(CASES, 'cases'))
    .filter((name) => name.endsWith('.py'))
    .map((name) => name.slice(0, -3))
    .sort();

/** The small models of one family, checked on cpu and wasm by the unit tests. */
const casesOf = (family) => (python, folder) => {
  const made = runPython(python.path, [join(CASES, 'make.py'), family], { CASES: folder });
  if (made.failed) return notMade(made.failed);
  if (readdirSync(folder).length === 0) return none();
  const answers = join(folder, 'results');
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', 'src/run/kernels.test.ts', '--reporter=json', `--outputFile=${answers}`];
  spawnSync(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, CASES: folder },
    maxBuffer: 2 ** 28,
  });
  return readResults(JSON.parse(readFileSync(answers, 'utf8')));
};

function readResults({ testResults }) {
  const result = none();
  for (const { fullName, title, status, meta } of testResults.flatMap((file) => file.assertionResults)) {
    result.tensors += 1;
    if (status === 'passed') result.agreed += 1;
    else {
      result.disagreed += 1;
      result.faults.push(fullName);
    }
    if ((meta?.gap ?? 0) > result.gap) Object.assign(result, { gap: meta.gap, where: title });
  }
  return result;
}

function seedsOf(index, count) {
  const share = Math.ceil(RANDOM / count / CHUNK);
  return Array.from({ length: share }, (_, i) => 1001 + (index * share + i) * CHUNK);
}

const random = (first, python) =>
  job(['random', `${first}-${first + CHUNK - 1}`], python, (_, folder) => {
    const made = runPython(python.path, [join(MAKERS, 'random_models.py'), `${first}`, `${CHUNK}`, folder]);
    return made.failed ? notMade(made.failed) : compareAll(folder);
  });

function applicationsOf(python) {
  const listed = runPython(python.path, [join(MAKERS, 'applications.py')]);
  if (listed.failed) throw new Error(`${python.path} lists no applications: ${listed.failed}`);
  return listed.stdout.trim().split('\n');
}

const application = (name, form, python) =>
  job(
    ['applications', name],
    python,
    (_, folder) => {
      mkdirSync(folder, { recursive: true });
      const made = runPython(python.path, [join(MAKERS, 'applications.py'), name, folder, form]);
      return made.failed ? notMade(made.failed) : compareAll(folder);
    },
    form,
  );

function compareAll(folder) {
  const result = none();
  for (const model of modelsIn(folder)) {
    const { tensors, gap, where, faults } = compareModel(model);
    result.tensors += tensors;
    if (faults.length === 0) result.agreed += 1;
    else result.disagreed += 1;
    result.faults.push(...faults.slice(0, 3).map((fault) => `${basename(model)}: ${fault}`));
    if (gap > result.gap) Object.assign(result, { gap, where: where.replace('layer:', '') });
  }
  return result;
}

const none = () => ({ agreed: 0, disagreed: 0, tensors: 0, gap: 0, where: '', faults: [] });

/** A maker that fails proves nothing: it counts as a disagreement, with its last words. */
const notMade = (why) => ({ ...none(), disagreed: 1, faults: [`not made: ${why}`] });
