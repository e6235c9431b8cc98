import { expect, test } from 'vitest';
import { PUMP_FINDING } from '../testing/pumpFinding.ts';
import { PUMP_HEALTH } from '../testing/pumpHealth.ts';
import { proofOf } from './proofOf.ts';

test('A replay per sample becomes one line per sample', () => {
  const proof = proofOf(PUMP_FINDING, PUMP_HEALTH);
  expect(proof?.lines).toHaveLength(8);
  expect(proof?.lines[6]).toEqual({ label: '#6', before: 0.83, after: 2.1e-7 });
  expect(proof?.floor).toBe(1e-6);
});

test('A replay as a whole becomes one line', () => {
  const evidence = [{ says: 'It closes.', on: [], figures: { before: 0.83, after: 0.1 } }];
  const proof = proofOf({ ...PUMP_FINDING, evidence }, PUMP_HEALTH);
  expect(proof?.lines).toEqual([{ label: 'gap', before: 0.83, after: 0.1 }]);
});

test('Without a replay there is no proof', () => {
  expect(proofOf({ ...PUMP_FINDING, evidence: [] }, PUMP_HEALTH)).toBeNull();
});
