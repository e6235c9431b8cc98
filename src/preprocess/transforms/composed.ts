import { type PickleValue, ReadError } from '../../model/index.ts';
import { matrixOf } from '../columns.ts';
import { type Fitted, itemsOf } from '../Fitted.ts';
import type { Domain, Transform } from '../Transform.ts';

/** Reads an inner step. */
export type ReadStep = (value: PickleValue) => Transform;

/** Steps one after the other. */
export function pipelineOf(fitted: Fitted, read: ReadStep): Transform {
  const steps = fitted.items('steps').flatMap((pair) => {
    const [, step] = itemsOf(pair) ?? [];
    if (step === undefined) throw fitted.fault('steps', 'holds something else than named steps');
    return step === null || step === 'passthrough' ? [] : [read(step)];
  });
  return {
    label: `Pipeline (${steps.map(({ label }) => label).join(', ') || 'nothing'})`,
    features: steps[0]?.features ?? null,
    domains: chained(steps),
    keepsColumns: steps.every(({ keepsColumns }) => keepsColumns),
    notes: steps.flatMap(({ notes }) => notes),
    apply: (table) => steps.reduce((sofar, step) => step.apply(sofar), table),
  };
}

/** What the first step knows of a column counts; where it knows nothing and keeps columns, what the next one knows. */
function chained(steps: readonly Transform[]): (Domain | null)[] {
  const known: (Domain | null)[] = [];
  for (const step of steps) {
    step.domains.forEach((domain, i) => {
      known[i] ??= domain;
    });
    if (!step.keepsColumns || known.some((domain) => domain !== null)) break;
  }
  return Array.from(known, (domain) => domain ?? null);
}

/** A FunctionTransformer without a function, which scikit-learn puts where columns pass through. */
export function identityFunction(fitted: Fitted): Transform {
  if (fitted.option('func', null) !== null)
    throw new ReadError(
      'unsupported-feature',
      'A FunctionTransformer runs code of the user, which is not read.',
    );
  const isChecked = fitted.flag('validate', false);
  const accepts = {
    label: fitted.className,
    features: null,
    nan: false,
    sparse: fitted.flag('accept_sparse', false),
  };
  return {
    ...{ label: 'passthrough', features: fitted.features, domains: [], keepsColumns: true, notes: [] },
    apply: (table) => {
      if (isChecked) matrixOf(table, accepts);
      return table;
    },
  };
}
