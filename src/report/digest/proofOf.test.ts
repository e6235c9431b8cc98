import { expect, test } from 'vitest';
import { swappedReport } from '../testing.ts';
import { proofOf } from './proofOf.ts';

const report = swappedReport();
const [finding] = report.findings;

test('A replay per sample becomes one line per sample', () => {
  const proof = proofOf(finding!, report);
  expect(proof?.lines).toHaveLength(8);
  expect(proof?.lines[6]).toEqual({ label: '#6', before: 0.83, after: 2.1e-7 });
  expect(proof?.floor).toBe(3e-7);
});

test('A replay as a whole becomes one line', () => {
  const evidence = [{ says: 'It closes.', on: [], figures: { before: 0.83, after: 0.1 } }];
  const proof = proofOf({ ...finding!, evidence }, report);
  expect(proof?.lines).toEqual([{ label: 'gap', before: 0.83, after: 0.1 }]);
});

test('Without a replay there is no proof', () => {
  expect(proofOf({ ...finding!, evidence: [] }, report)).toBeNull();
});
