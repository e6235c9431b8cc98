import { type Case, predictionsAgree } from './Case.ts';
import type { Finding, Grade, RuledOut } from './Finding.ts';
import { listed } from './listed.ts';
import type { Rule } from './Rule.ts';
import { convertedModel } from './rules/convertedModel.ts';
import { differentGraph } from './rules/differentGraph.ts';
import { externalScaler } from './rules/externalScaler.ts';
import { harmless } from './rules/harmless.ts';
import { movedWeights } from './rules/movedWeights.ts';
import { changedOptions } from './rules/options.ts';
import { otherMode } from './rules/otherMode.ts';
import { otherNames } from './rules/otherNames.ts';
import { otherWeights } from './rules/otherWeights.ts';
import { portsPermuted } from './rules/portsPermuted.ts';
import { quantisedWeights } from './rules/quantisedWeights.ts';
import { tfjsRuntime } from './rules/tfjsRuntime.ts';
import { transformedWeights } from './rules/transformedWeights.ts';
import { unreadableValues } from './rules/unreadableValues.ts';

/** The rules, in the order in which equal grades are shown. A new cause is a new file and a row here. */
export const RULES: readonly Rule[] = [
  externalScaler,
  movedWeights,
  otherNames,
  transformedWeights,
  quantisedWeights,
  unreadableValues,
  otherWeights,
  otherMode,
  convertedModel,
  changedOptions,
  differentGraph,
  portsPermuted,
  tfjsRuntime,
  harmless,
];

const GRADES: readonly Grade[] = ['proven', 'likely', 'possible', 'ask'];

/** Findings best first, and what was ruled out. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly ruledOut: readonly RuledOut[];
}

/**
 * Asks every rule. Where the predictions agree nothing is a fault: what the rules found is then listed among what was
 * ruled out, because nothing harmless may look like one.
 */
export function diagnose(it: Case): Diagnosis {
  const found = RULES.flatMap((rule) => (rule.find?.(it) ?? []).map((finding) => ({ rule, finding })));
  const ruledOut = RULES.flatMap((rule) => rule.ruleOut?.(it) ?? []);
  if (predictionsAgree(it)) {
    const [standing, idle] = [
      found.filter(({ rule }) => rule.stands),
      found.filter(({ rule }) => !rule.stands),
    ];
    return {
      findings: standing.map(({ finding }) => finding),
      ruledOut: [...idle.map(({ finding }) => harmlessHere(finding)), ...ruledOut],
    };
  }
  const best = found.toSorted(
    ({ finding: x, rule }, { finding: y, rule: other }) =>
      Number(rule.stands === 'elsewhere') - Number(other.stands === 'elsewhere') ||
      GRADES.indexOf(x.grade) - GRADES.indexOf(y.grade) ||
      (y.share ?? 0) - (x.share ?? 0),
  );
  return { findings: best.map(({ finding }) => finding), ruledOut };
}

function harmlessHere({ cause, title, where }: Finding): RuledOut {
  const place = title.includes('`') || where.length === 0 ? '' : ` (${listed(where)})`;
  return { cause, because: `${title}${place}: the predictions agree all the same.` };
}
