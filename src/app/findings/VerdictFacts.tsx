import type { Report } from '../../report/index.ts';
import { Name } from '../ui/Name.tsx';
import { factsOf } from './factsOf.ts';
import css from './VerdictFacts.module.css';

/** Four facts beside the answer; their places are there before their figures are. */
export function VerdictFacts({ report }: { report: Report | null }) {
  return (
    <dl className={css.facts}>
      {factsOf(report).map((fact) => (
        <div key={fact.name}>
          <dt>{fact.name}</dt>
          <dd data-mono={(fact.mono && fact.value !== '–') || undefined}>
            {fact.mono && fact.value !== '–' ? <Name text={fact.value} strong /> : fact.value}{' '}
            <small>{fact.unit}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
