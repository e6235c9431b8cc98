import { describe, expect, it } from 'vitest';
import type { LayerRow, VariableRow } from '../diff/index.ts';
import type { ModelArtifact } from '../model/index.ts';
import type { OutputRow } from '../run/index.ts';
import type { Case } from './Case.ts';
import { diagnose } from './diagnose.ts';
import { headline } from './headline.ts';
import { judge } from './judge.ts';

const model = (...inputs: string[]): ModelArtifact =>
  ({
    name: 'a.keras',
    format: 'keras-v3',
    className: 'Functional',
    producer: { keras: '3.15.1', backend: null },
    graph: { inputs: inputs.map((name) => ({ name })), outputs: [{ name: 'out' }], nodes: [] },
    layers: [],
    variables: [],
    compile: null,
    notes: [],
  }) as unknown as ModelArtifact;

const output = (verdict: OutputRow['verdict']): OutputRow => ({ name: 'out', verdict }) as OutputRow;
const layer = (row: Partial<LayerRow>): LayerRow =>
  ({
    a: 'd',
    b: 'd',
    kind: 'layer',
    className: 'Dense',
    config: [],
    variables: [],
    verdict: 'identical',
    ...row,
  }) as LayerRow;
const variable = (row: Partial<VariableRow>): VariableRow =>
  ({ layerA: 'bn', layerB: 'bn', status: 'identical', shape: [6], shapeB: [6], ...row }) as VariableRow;

const caseOf = (row: Partial<Case>, verdict: OutputRow['verdict'] = 'equal'): Case =>
  ({
    a: model('x'),
    b: model('x'),
    layers: [],
    variables: [],
    run: { outputs: [output(verdict)], layers: [], coverage: {}, inputs: { samples: 8 } },
    ...row,
  }) as unknown as Case;

describe('a diagnosis', () => {
  it('does not call a layer in 16 bits equivalent, because the run is in float32', () => {
    const dtype = {
      key: 'dtype',
      a: 'float32',
      b: 'mixed_float16',
      defaulted: null,
      relevance: 'prediction',
    };
    const it = caseOf({ layers: [layer({ config: [dtype] as LayerRow['config'], verdict: 'different' })] });
    expect(judge(it, false).verdict).toBe('different');
    expect(diagnose(it).findings[0]).toMatchObject({ cause: 'C34', grade: 'likely', where: ['d'] });
  });

  it('leaves models in the same 16 bits on both sides alone', () => {
    const it = caseOf({ layers: [layer({})] });
    expect(judge(it, false).verdict).toBe('identical');
  });

  it('does not call models identical whose inputs stand in another order, and says so', () => {
    const it = caseOf({ a: model('left', 'right'), b: model('right', 'left') });
    const judged = judge(it, false);
    expect(judged.verdict).toBe('equivalent');
    expect(headline(it, judged, [])).toMatch(/As a list they do not: B has its inputs in another order/);
    expect(diagnose(it).ruledOut.map(({ cause }) => cause)).toContain('C52');
  });

  it('names weights that differ although no sample shows it', () => {
    const it = caseOf({ variables: [variable({ a: 'd2/kernel', b: 'd2/kernel', status: 'different' })] });
    expect(headline(it, judge(it, false), [])).toBe(
      'The two predict the same on all 8 samples, though `d2/kernel` differs.',
    );
  });

  it('calls weights reordered only when nothing else is wrong with them', () => {
    const turned = variable({
      a: 'd/kernel',
      b: 'd/kernel',
      status: 'transformed',
      transform: 'rows-permuted',
    });
    const scaled = variable({ a: 'e/kernel', b: 'e/kernel', status: 'transformed', transform: 'scaled' });
    const told = (...variables: ReturnType<typeof variable>[]) => {
      const it = caseOf({ variables });
      return headline(it, judge(it, false), []);
    };
    expect(told(turned)).toBe('The weights are stored in another order. The function is the same.');
    expect(told(turned, scaled)).toBe(
      'The two predict the same on all 8 samples, though `e/kernel` differs.',
    );
  });

  it('tells weights exchanged inside a layer from those of other layers', () => {
    const moved = (role: string, from: string) =>
      variable({ a: `bn/${role}`, b: `bn/${role}`, role, status: 'moved', movedFrom: `bn/${from}` });
    const variables = [moved('gamma', 'beta'), moved('beta', 'gamma')];
    const [finding] = diagnose(caseOf({ variables }, 'different')).findings;
    expect(finding).toMatchObject({ grade: 'proven', title: 'Weights inside a layer are exchanged' });
    expect(finding?.explanation).toMatch(/^In B, `bn` holds its own weights in wrong places\./);
  });
});
