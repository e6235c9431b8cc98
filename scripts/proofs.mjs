// Every claim that this checkout computes as Keras computes, held against real Keras. Needs Python; see CONTRIBUTING.md.
//
//   PYTHON=… npm run proofs [-- WORD …]    only what has all words: cases, random, applications, a name, a version, h5
import { fileURLToPath } from 'node:url';
import { jobsFor } from './proofs/jobs.mjs';
import { Ledger } from './proofs/Ledger.mjs';
import { findPythons } from './proofs/pythons.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2);

let jobs;
try {
  jobs = jobsFor(findPythons(), words).filter(({ id }) =>
    words.every((word) => id.split(' ').includes(word)),
  );
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
if (jobs.length === 0) {
  console.error(
    `Nothing has the words ${words.join(' ')}. Kinds: cases, random, applications; then a name, a Keras version, h5.`,
  );
  process.exit(2);
}

const ledger = new Ledger(root);
const rows = jobs.map((job, i) => {
  const known = ledger.agreed(job.id);
  const started = Date.now();
  const result = known ?? job.run();
  if (!known) ledger.keep(job.id, result);
  const time = known ? 'earlier' : `${((Date.now() - started) / 1000).toFixed(0)} s`;
  const verdict = result.disagreed === 0 ? `${result.agreed} agreed` : `${result.disagreed} DISAGREED`;
  console.log(`${i + 1}/${jobs.length} ${job.id}: ${verdict}, worst ${worst(result)}, ${time}`);
  for (const fault of result.faults.slice(0, 12)) console.log(`    ${fault}`);
  return { ...job, result };
});

printTable(rows);
const sum = (key) => rows.reduce((total, { result }) => total + result[key], 0);
console.log(`\n${sum('agreed')} agreed, ${sum('disagreed')} disagreed`);
process.exitCode = sum('disagreed') === 0 && sum('agreed') > 0 ? 0 : 1;

function worst({ gap, where }) {
  return gap === 0 ? '0' : `${gap.toExponential(1)} at ${where}`;
}

function printTable(all) {
  const made = all.filter(({ result }) => result.agreed + result.disagreed > 0);
  const lines = made.map(({ kind, what, keras, result }) => [
    `${kind} ${what}`,
    keras,
    `${result.agreed + result.disagreed}`,
    `${result.tensors}`,
    result.gap === 0 ? '0' : result.gap.toExponential(1),
    result.disagreed === 0 ? result.where : `DISAGREES ${result.where}`,
  ]);
  const table = [['what', 'Keras', 'models', 'tensors', 'worst gap', 'at'], ...lines];
  const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
  console.log('');
  for (const line of table)
    console.log(
      line
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
}
