import type { VariableRow } from '../diff/index.ts';
import { versionOf } from '../keras/index.ts';
import { isArray, isConverted } from '../model/index.ts';
import { type Case, graphsAreForeign, predictionsAgree } from './Case.ts';
import { foundAgain, foundSentence } from './foundAgain.ts';
import { EQUAL, idleAlone } from './innocent.ts';
import { permutedPorts } from './rules/portsPermuted.ts';
import { unknowns } from './unknowns.ts';

/** The answer, in one word. */
export type Verdict = 'identical' | 'equivalent' | 'different' | 'inconclusive';

/** What a case comes to, and why it is not more, where it is inconclusive. */
export interface Judgement {
  readonly verdict: Verdict;
  /** What is missing for a verdict; `null` when nothing is. */
  readonly missing: string | null;
}

/**
 * Judges a case. Predictions decide where they could be computed; where they could not, the files may prove a difference
 * but never an equivalence of layers whose code they do not hold.
 */
export function judge(it: Case, sameFile: boolean): Judgement {
  if (sameFile) return { verdict: 'identical', missing: null };
  const bare = [it.a, it.b].find((model) => model.holds === 'architecture');
  if (bare)
    return {
      verdict: 'inconclusive',
      missing: `${bare.name} is an architecture without weights: there are no values to compare, and nothing to run.`,
    };
  if (it.run && it.run.outputs.length > 0) return judgeRun(it);
  const untold = untoldBy(it);
  const nameless = graphsAreForeign(it) ? untold : namesApart(it);
  if (nameless) return nameless;
  if (differsInFiles(it)) return { verdict: 'different', missing: null };
  if (untold) return untold;
  const unread = [it.a, it.b].flatMap(({ notes }) => notes).find(({ code }) => code === 'unread-tensor');
  if (unread) return { verdict: 'inconclusive', missing: unread.message };
  const [unknown] = unknowns(it);
  if (unknown) return { verdict: 'inconclusive', missing: unknown.says };
  const stopped = it.run?.coverage.stoppedAt;
  if (stopped)
    return {
      verdict: 'inconclusive',
      missing: `${stopped.className} \`${stopped.layer}\` cannot be run here: ${stopped.because}`,
    };
  const operations = it.layers.find((row) => row.kind === 'tensorflow');
  if (operations)
    return {
      verdict: 'inconclusive',
      missing: `\`${operations.a ?? operations.b}\` is made of TensorFlow operations, which are compared by running them.`,
    };
  const custom = it.layers.find((row) => row.kind === 'custom' || row.className === 'Lambda');
  if (custom)
    return {
      verdict: 'inconclusive',
      missing: `\`${custom.a ?? custom.b}\` is custom code, which the files do not hold.`,
    };
  return judgeAlike(it);
}

/**
 * Weights without an architecture beside a file that names them otherwise, where nothing but that tells the two apart: layouts of
 * two kinds have no names in common.
 */
function namesApart({ a, b, variables }: Case): Judgement | null {
  const bare = [a, b].filter(({ layers }) => layers.length === 0);
  const [first] = bare;
  if (!first || (bare.length === 2 && a.format === b.format)) return null;
  const apart = variables.filter(differs);
  if (apart.length === 0 || !apart.every((row) => row.a === null || row.b === null)) return null;
  const other = first === a ? b : a;
  return {
    verdict: 'inconclusive',
    missing: `${first.name} holds no architecture, and ${apart.length.toLocaleString('en')} of the weights have no counterpart of the same name: in ${other.name} they may be called otherwise. Open each with the architecture that belongs to it.`,
  };
}

/** What a converted model leaves open, or a file of tensors under foreign names: nothing was run, and layers have no counterparts. */
function untoldBy(it: Case): Judgement | null {
  const unknown = [it.a, it.b].find(isConverted)?.graph;
  const missing = unknown && 'missing' in unknown ? unknown.missing : null;
  if (!graphsAreForeign(it)) return missing === null ? null : { verdict: 'inconclusive', missing };
  const sentence = foundSentence(foundAgain(it));
  if (missing !== null) return { verdict: 'inconclusive', missing: `${missing} ${sentence}` };
  const names = [it.a, it.b].find(({ layers }) => layers.length === 0);
  if (names)
    return {
      verdict: 'inconclusive',
      missing: `The names in ${names.name} are those of another library. ${sentence}`,
    };
  const graph = [it.a, it.b].find(isConverted)?.name;
  return {
    verdict: 'inconclusive',
    missing: `${graph} is a graph that a converter made, which is compared by running it. ${sentence}`,
  };
}

/** Where nothing ran and nothing differs in the files. */
function judgeAlike(it: Case): Judgement {
  if (it.preprocessing)
    return {
      verdict: 'inconclusive',
      missing: 'Preprocessing was given. What it does to the predictions shows only when both models run.',
    };
  return { verdict: storedAlike(it) ? 'identical' : 'equivalent', missing: null };
}

function judgeRun(it: Case): Judgement {
  const doubt = [it.a, it.b].flatMap(({ notes }) => notes).find(({ code }) => code === 'engines-disagree');
  if (doubt) return { verdict: 'inconclusive', missing: doubt.message };
  if (!predictionsAgree(it)) return { verdict: 'different', missing: null };
  const alike = storedAlike(it) && !it.preprocessing;
  return { verdict: alike ? 'identical' : 'equivalent', missing: null };
}

/**
 * Whether the files alone show that something which counts is not the same. Layers of Keras and operations of TensorFlow have
 * no options in common, and a graph keeps values as constants: between them only a value that both hold tells.
 */
export function differsInFiles(it: Case): boolean {
  const { a, b, layers, variables } = it;
  if (isProgram(a) !== isProgram(b))
    return variables.some((row) => row.a && row.b && differs(row)) || layers.some(hasOtherWords);
  const open = unknowns(it);
  const openRows = new Set(open.flatMap((one) => one.layers));
  const openVariables = new Set(open.flatMap((one) => one.variables));
  return (
    variables.some((row) => differs(row) && !openVariables.has(row)) ||
    layers.some(
      (row) =>
        !idleAlone(row) &&
        !openRows.has(row) &&
        ['different', 'moved', 'only-a', 'only-b'].includes(row.verdict),
    )
  );
}

/** Tables are compared as content wherever each file keeps them. */
const hasOtherWords = ({ config }: Case['layers'][number]): boolean =>
  config.some(({ key, a, b }) => /^(vocabulary|places)( \d+)?$/.test(key) && isArray(a) && isArray(b));

const isProgram = ({ layers }: Case['a']): boolean => layers.some(({ kind }) => kind === 'tensorflow');

const differs = (row: VariableRow): boolean => !EQUAL.has(row.status);

/** The same computation under the same names, with the same bytes, in the same kind of file. */
function storedAlike({ a, b, layers, variables }: Case): boolean {
  return (
    a.format === b.format &&
    a.className === b.className &&
    permutedPorts(a, b).length === 0 &&
    versionOf(a)?.generation === versionOf(b)?.generation &&
    layers.every((row) => row.verdict === 'identical') &&
    variables.every((row) => row.status === 'identical' && row.a === row.b)
  );
}
