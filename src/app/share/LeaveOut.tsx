import type { Redact } from '../../report/index.ts';
import css from './LeaveOut.module.css';

const PARTS: readonly { readonly part: keyof Redact; readonly name: string; readonly says: string }[] = [
  { part: 'names', name: 'Layer and variable names', says: 'replaced, the same on both sides' },
  { part: 'paths', name: 'File names and paths', says: 'A and B stand in their place' },
  { part: 'samples', name: 'Predictions of each sample', says: 'gaps and flips stay' },
];

/** What is left out of a report before it leaves. */
export function LeaveOut({ what, onChange }: { what: Redact; onChange: (what: Redact) => void }) {
  return (
    <fieldset className={css.list}>
      <legend>Leave out</legend>
      {PARTS.map(({ part, name, says }) => (
        <label key={part}>
          <input
            type="checkbox"
            checked={what[part] ?? false}
            onChange={(event) => onChange({ ...what, [part]: event.target.checked })}
          />
          <span>{name}</span>
          <small>{says}</small>
        </label>
      ))}
    </fieldset>
  );
}
