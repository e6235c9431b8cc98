import type { ConfigDifference } from '../../diff/index.ts';
import type { Json } from '../../model/index.ts';
import { Side } from '../ui/Side.tsx';

/** Options that two layers state differently. */
export function ConfigTable({ differences }: { differences: readonly ConfigDifference[] }) {
  return (
    <table className="table">
      <caption className="sr">Options that differ</caption>
      <thead>
        <tr>
          <th scope="col">Option</th>
          <th scope="col">
            <Side of="a" />
          </th>
          <th scope="col">
            <Side of="b" />
          </th>
          <th scope="col">Matters</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((difference) => (
          <tr key={difference.key}>
            <th scope="row">
              <code>{difference.key}</code>
            </th>
            <td>
              <Value json={difference.a} defaulted={difference.defaulted === 'a'} />
            </td>
            <td>
              <Value json={difference.b} defaulted={difference.defaulted === 'b'} />
            </td>
            <td>{mattersWords(difference)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One option's value as the file holds it. */
export function Value({ json, defaulted }: { json: Json; defaulted: boolean }) {
  return (
    <>
      <code>
        {typeof json === 'number' || typeof json === 'string' ? String(json) : JSON.stringify(json)}
      </code>
      {defaulted ? <span className="muted"> by default</span> : null}
    </>
  );
}

/** Whether an option can change a prediction, and why not. */
export function mattersWords(difference: ConfigDifference): string {
  if (difference.relevance === 'prediction') return 'changes predictions';
  return (
    difference.because ?? (difference.relevance === 'training' ? 'only while training' : 'changes nothing')
  );
}
