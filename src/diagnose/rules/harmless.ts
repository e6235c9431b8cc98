import type { Case } from '../Case.ts';
import { counted } from '../counted.ts';
import type { RuledOut } from '../Finding.ts';
import { listed } from '../listed.ts';
import type { Rule } from '../Rule.ts';
import { show } from './options.ts';

/** C32, C33, C53, C54: what differs and cannot change a prediction. */
export const harmless: Rule = {
  id: 'harmless',
  ruleOut: (it) => [...options(it), ...compileState(it), ...optimizer(it), ...names(it)],
};

function options(it: Case): RuledOut[] {
  return it.layers.flatMap((row) =>
    row.config
      .filter((option) => option.relevance === 'training')
      .map((option) => ({
        cause: option.key === 'trainable' ? 'C33' : 'C32',
        because: `\`${row.a ?? row.b}\` ${option.key} ${show(option.a)} / ${show(option.b)}: inactive when predicting.`,
      })),
  );
}

function compileState({ a, b }: Case): RuledOut[] {
  const same = JSON.stringify(a.compile) === JSON.stringify(b.compile);
  return same
    ? []
    : [{ cause: 'C53', because: 'Loss, metrics or optimizer settings differ: they act in training only.' }];
}

function optimizer({ a, b }: Case): RuledOut[] {
  const count = (it: Case['a']): number => it.variables.filter((row) => row.purpose === 'optimizer').length;
  const [inA, inB] = [count(a), count(b)];
  if (inA === 0 && inB === 0) return [];
  return [
    {
      cause: 'C54',
      because: `Optimizer state (${inA} tensors in A, ${inB} in B) takes no part in predictions.`,
    },
  ];
}

function names(it: Case): RuledOut[] {
  const renamed = it.layers.filter((row) => row.a !== null && row.b !== null && row.a !== row.b);
  if (renamed.length === 0) return [];
  return [
    {
      cause: 'C35',
      because: `${counted(renamed.length, 'layer has another name', 'layers have other names')} (${listed(renamed.map((row) => row.a as string))}): names change no number.`,
    },
  ];
}
