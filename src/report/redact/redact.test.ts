import { describe, expect, it } from 'vitest';
import { parseReport } from '../json/parseReport.ts';
import { toJson } from '../json/toJson.ts';
import {
  aLayer,
  aReport,
  aVariable,
  HOSTILE,
  hostileReport,
  oneModelReport,
  stoppedReport,
  swappedReport,
} from '../testing.ts';
import { redact } from './redact.ts';

const SECRET = /branch_|pump|merge|score|head_|restored/;

describe('leaving out names', () => {
  const shared = redact(swappedReport(), { names: true, paths: true });

  it('leaves none behind, anywhere', () => {
    expect(toJson(shared)).not.toMatch(SECRET);
  });

  it('gives the same stand-in to the same name on both sides and in sentences', () => {
    const [left, right] = shared.findings[0]?.where ?? [];
    expect(shared.headline).toBe(`B holds the weights of \`${left}\` and \`${right}\` the wrong way round.`);
    expect(shared.layers.find((row) => row.verdict === 'moved')?.a).toBe(left);
    expect(shared.variables[0]).toMatchObject({
      a: `${left}/kernel`,
      layerB: left,
      movedFrom: `${right}/kernel`,
    });
  });

  it('keeps code that can be read', () => {
    expect(shared.findings[0]?.fix.code).toMatch(
      /^from keras.models import load_model\na = load_model\("a.keras"\)/,
    );
    expect(shared.findings[0]?.fix.code).toMatch(/b.save\("file.keras"\)/);
  });

  it('says what was removed', () => {
    expect(shared.redacted.map((one) => one.path)).toEqual(['names', 'files']);
  });

  it('changes no figure and no verdict', () => {
    const numbers = (json: string): string[] => json.match(/(?<=: )-?[\d.e-]+(?=,?\n)/g) ?? [];
    expect(numbers(toJson(shared))).toEqual(numbers(toJson(swappedReport())));
  });

  it('hides classes that are not of Keras, and what stopped a run', () => {
    expect(toJson(redact(stoppedReport(), { names: true }))).not.toMatch(/spectral|SpectralGate/);
  });

  it('hides vocabularies and code in options, and names below layers that Keras does not give', () => {
    const option = { defaulted: null, relevance: 'prediction' as const };
    const report = aReport({
      layers: [
        aLayer('look up', 'StringLookup', {
          config: [{ ...option, key: 'vocabulary', a: ['rotor', 'tumour', 'valve'], b: 'x'.repeat(90) }],
        }),
      ],
      variables: [aVariable('look up', 'secret_table'), aVariable('look up', 'lstm_cell/kernel')],
      headline: 'See look up.',
    });
    const json = toJson(redact(report, { names: true }));
    expect(json).not.toMatch(/tumour|xxxx|secret_table|look up/);
    expect(json).toContain('layer_01/lstm_cell/kernel');
  });
});

describe('leaving out files and samples', () => {
  it('hides folders and input files', () => {
    const report = { ...oneModelReport(), headline: 'See /home/ann/secret/run.npz and C:\\work\\x.h5.' };
    const shared = redact(report, { paths: true });
    expect(toJson(shared)).not.toMatch(/ann|secret|recorded\.npz|work/);
    expect(shared.runs[0]?.inputs.source).toBe('inputs.npz');
  });

  it('removes what was said about samples and keeps gaps and flips', () => {
    const shared = redact(swappedReport(), { samples: true });
    expect(shared.runs[0]?.samples[6]).toEqual({ index: 6, gap: 0.83, flipped: true, a: [], b: [] });
  });

  it('leaves a report alone when nothing is to be left out', () => {
    expect(redact(swappedReport(), {})).toEqual(swappedReport());
  });

  it.each(HOSTILE)('keeps a report that can be read again: %j', (name) => {
    const shared = redact(hostileReport(name), { names: true, paths: true, samples: true });
    expect(parseReport(toJson(shared))).toEqual(shared);
  });
});
