import type { OutputRow, RunComparison } from '../../run/index.ts';
import { type Case, outputsAgree, type Preprocessed } from '../Case.ts';
import type { Evidence, Finding } from '../Finding.ts';
import type { Rule } from '../Rule.ts';

/** C43: preprocessing outside of the model. Both ways were run, so that what it does to the gap is measured. */
export const externalScaler: Rule = {
  id: 'external-scaler',
  stands: 'inputs',
  find: ({ run, preprocessing }: Case) =>
    run && preprocessing ? scalerFindings(run, preprocessing, 'the two models') : [],
};

/** The finding where the preprocessing alone decides: with it the predictions agree and without it not, or the other way round. */
export function scalerFindings(
  run: RunComparison,
  preprocessing: Preprocessed,
  whose: 'the two models' | 'the model and what was recorded',
): Finding[] {
  const { without } = preprocessing;
  if (!without || run.outputs.length === 0 || without.outputs.length === 0) return [];
  const [agreesWith, agreesWithout] = [outputsAgree({ run }), outputsAgree({ run: without })];
  if (agreesWith === agreesWithout) return [];
  const given = givenTo(preprocessing, whose);
  return [agreesWith ? needed(given, run, without, whose) : harmful(given, run, without, whose)];
}

interface Given {
  /** `B's StandardScaler`, at the start of a sentence. */
  readonly name: string;
  /** Whose inputs it changes: `B`, `A and B`, `the model`. */
  readonly side: string;
}

function givenTo({ a, b }: Preprocessed, whose: string): Given {
  const one = whose !== 'the two models';
  const sides = [a === null ? null : 'A', b === null ? null : 'B'].filter((it) => it !== null);
  const side = one ? 'the model' : sides.join(' and ');
  return { name: one ? `its ${a}` : [a && `A's ${a}`, b && `B's ${b}`].filter(Boolean).join(' and '), side };
}

function needed({ name, side }: Given, run: RunComparison, without: RunComparison, whose: string): Finding {
  return {
    ...{ cause: 'C43', slug: 'external-scaler', grade: 'proven', share: 1, where: [] },
    title: `With ${name}, ${whose} agree; without it they do not`,
    explanation: `The inputs of ${side} must go through preprocessing that the model file does not hold. Whoever feeds ${side} with raw samples gets other predictions, by up to ${figure(largest(without))}.`,
    evidence: bothWays(run, without),
    fix: {
      text: `Keep the fitted preprocessing beside the model, and call its transform (never fit_transform) before predict; or build it into the model as a Normalization layer.`,
      code: "scaler = joblib.load('scaler.joblib')\ny = model.predict(scaler.transform(x))",
    },
    repair: 'not-needed',
  };
}

function harmful({ name, side }: Given, run: RunComparison, without: RunComparison, whose: string): Finding {
  return {
    ...{ cause: 'C43', slug: 'external-scaler', grade: 'proven', share: 1, where: [] },
    title: `Without ${name}, ${whose} agree; with it they do not`,
    explanation: `The samples fit ${side} as they are. Preprocessing them once more changes the predictions by up to ${figure(largest(run))}.`,
    evidence: bothWays(run, without),
    fix: {
      text: `Feed ${side} with the samples as they are: they were preprocessed already, or the model does it itself.`,
      code: 'y = model.predict(x)  # no scaler.transform(x)',
    },
    repair: 'not-needed',
  };
}

function bothWays(run: RunComparison, without: RunComparison): Evidence[] {
  const figures = { 'gap with': largest(run), 'gap without': largest(without), allowed: allowedIn(run) };
  const samples = `${run.inputs.samples} sample${run.inputs.samples === 1 ? '' : 's'}`;
  return [
    {
      says: `The same ${samples} were run both ways: the largest gap is ${figure(figures['gap with'])} with the preprocessing and ${figure(figures['gap without'])} without it; up to ${figure(figures.allowed)} is float noise.`,
      on: run.outputs.map(({ name }) => name),
      figures,
    },
  ];
}

const largest = ({ outputs }: RunComparison): number =>
  Math.max(0, ...outputs.map(({ maxAbs }: OutputRow) => maxAbs));
const allowedIn = ({ outputs }: RunComparison): number =>
  Math.max(0, ...outputs.map(({ allowed }: OutputRow) => allowed));

const figure = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-3
    ? value.toExponential(1).replace('-', '−')
    : String(Number(value.toPrecision(3)));
