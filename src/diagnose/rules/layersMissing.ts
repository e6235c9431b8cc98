import type { LayerRow } from '../../diff/index.ts';
import { type Case, graphsAreForeign, predictionsAgree } from '../Case.ts';
import type { Finding, RuledOut } from '../Finding.ts';
import { idleAlone } from '../innocent.ts';
import { listed } from '../listed.ts';
import type { Rule } from '../Rule.ts';

/** C30: layers that only one model has, and pairs whose classes differ. */
export const layersMissing: Rule = {
  id: 'layers-missing',
  find(it) {
    if (graphsAreForeign(it)) return [];
    const extra = it.layers.filter(
      (row) => (row.a === null || row.b === null) && !idleAlone(row) && !isLoose(row) && !isUnnamed(row, it),
    );
    const changed = it.layers.filter(
      (row) =>
        row.kind !== 'model' &&
        row.kind !== 'tensorflow' &&
        row.b !== null &&
        row.classNameB !== null &&
        row.a !== null &&
        row.className !== row.classNameB,
    );
    return [
      ...(extra.length > 0 ? [onlyOne(it, extra)] : []),
      ...(changed.length > 0 ? [otherClass(it, changed)] : []),
    ];
  },
  ruleOut: (it) => it.layers.filter(idleAlone).map(idle),
};

const isLoose = (row: LayerRow): boolean => row.className === 'Weights' || row.kind === 'model';

/** Beside a graph of operations only layers with variables are known by more than a name. */
const isUnnamed = (row: LayerRow, { layers }: Case): boolean =>
  row.variables.length === 0 && layers.some(({ kind }) => kind === 'tensorflow');

function onlyOne(it: Case, rows: readonly LayerRow[]): Finding {
  const inA = rows.filter((row) => row.b === null).map((row) => row.a as string);
  const inB = rows.filter((row) => row.a === null).map((row) => row.b as string);
  const said = [
    inA.length > 0 ? `${listed(inA)} only in A` : '',
    inB.length > 0 ? `${listed(inB)} only in B` : '',
  ]
    .filter(Boolean)
    .join(', ');
  return {
    cause: 'C30',
    slug: 'different-graph',
    grade: predictionsAgree(it) ? 'possible' : 'likely',
    share: null,
    title:
      rows.length === 1
        ? 'One model has a layer that the other lacks'
        : `${rows.length} layers have no counterpart`,
    explanation: `The two graphs are not the same: ${said}.`,
    where: [...inA, ...inB],
    evidence: rows.slice(0, 20).map((row) => ({
      says: `${row.className} \`${row.a ?? row.b}\` stands only in ${row.b === null ? 'A' : 'B'}.`,
      on: [row.a ?? row.b ?? ''],
      figures: {},
    })),
    fix: {
      text: 'Build both models with one function, or load the whole model instead of rebuilding it.',
      code: null,
    },
    repair: 'impossible',
  };
}

function otherClass(it: Case, rows: readonly LayerRow[]): Finding {
  return {
    cause: 'C30',
    slug: 'different-graph',
    grade: predictionsAgree(it) ? 'possible' : 'likely',
    share: null,
    title: 'A layer is of another class in B',
    explanation: `${listed(rows.map((row) => row.a as string))}: ${rows[0]?.className} in A, ${rows[0]?.classNameB} in B.`,
    where: rows.map((row) => row.a as string),
    evidence: rows.slice(0, 20).map((row) => ({
      says: `\`${row.a}\` is ${row.className}, its counterpart \`${row.b}\` is ${row.classNameB}.`,
      on: [row.a as string],
      figures: {},
    })),
    fix: { text: 'Build both models with one function.', code: null },
    repair: 'impossible',
  };
}

function idle(row: LayerRow): RuledOut {
  return {
    cause: 'C30',
    because: `${row.className} \`${row.a ?? row.b}\` stands only in ${row.b === null ? 'A' : 'B'}: it does nothing when predicting.`,
  };
}
