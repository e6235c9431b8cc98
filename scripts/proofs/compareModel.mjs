import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readNpz } from './npz.mjs';

const BIN = fileURLToPath(new URL('../../bin/twinspect.mjs', import.meta.url));

/** The largest gap that agrees, as a share of the largest value of its tensor. */
export const ALLOWED = 1e-5;

/** The model files of a folder that have their answers beside them. */
export function modelsIn(folder) {
  const names = readdirSync(folder);
  return names
    .filter((name) => /\.(keras|h5)$/.test(name) && names.includes(npzOf(name)))
    .map((name) => join(folder, name))
    .sort();
}

/** The answers that lie beside a model file. */
export const npzOf = (model) => model.replace(/\.(keras|h5)$/, '.npz');

/**
 * Runs a model on its recorded inputs with the command line and compares every recorded output and layer.
 * `{ tensors, gap, where, faults }`: gap is the largest share, faults what is missing, misshapen or too far away.
 */
export function compareModel(model) {
  const scratch = mkdtempSync(join(tmpdir(), 'proof-'));
  try {
    const out = join(scratch, 'out.npz');
    const args = [BIN, 'run', model, '--inputs', npzOf(model), '--out', out, '--layers'];
    const done = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (done.status !== 0) return refused(`exit ${done.status}: ${lastLines(done.stdout + done.stderr)}`);
    return compareArrays(readNpz(out), readNpz(npzOf(model)));
  } catch (error) {
    return refused(String(error.message));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const refused = (why) => ({ tensors: 0, gap: 0, where: '', faults: [why] });

const lastLines = (text) => text.trim().split('\n').slice(-3).join(' / ').slice(0, 400);

function compareArrays(mine, theirs) {
  const result = { tensors: 0, gap: 0, where: '', faults: [] };
  for (const [key, wanted] of theirs) {
    if (key.startsWith('input:')) continue;
    result.tensors += 1;
    const found = gapOf(mine.get(key), wanted);
    if (typeof found === 'string') result.faults.push(`${key} ${found}`);
    else if (!(found <= ALLOWED)) result.faults.push(`${key} ${found.toExponential(1)}`);
    if (typeof found === 'number' && !(found <= result.gap))
      Object.assign(result, { gap: found, where: key });
  }
  if (result.tensors === 0) result.faults.push('nothing was recorded to compare with');
  return result;
}

/** A share of the largest finite value; text when the two cannot be compared. NaN equals NaN. */
function gapOf(mine, { dtype, shape, values }) {
  if (!mine) return 'missing';
  if (!values || !mine.values) return `not compared: its type is ${values ? mine.dtype : dtype}`;
  if (mine.shape.join() !== shape.join()) return `shape ${mine.shape} for ${shape}`;
  let [largest, gap] = [1e-30, 0];
  for (let i = 0; i < values.length; i++) {
    const [x, y] = [values[i], mine.values[i]];
    if (Number.isFinite(x)) largest = Math.max(largest, Math.abs(x));
    if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue;
    const apart = Math.abs(x - y);
    gap = Math.max(gap, Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart);
  }
  return gap / largest;
}
