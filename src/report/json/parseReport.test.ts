import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../../model/index.ts';
import { toHtml } from '../html/toHtml.ts';
import {
  equivalentReport,
  HOSTILE,
  hostileReport,
  longReport,
  nanReport,
  oneModelReport,
  stoppedReport,
  swappedReport,
} from '../testing.ts';
import { packText } from './packText.ts';
import { parseReport } from './parseReport.ts';
import { toEmbeddedJson, toJson } from './toJson.ts';
import { unpackText } from './unpackText.ts';

const REPORTS = {
  swapped: swappedReport(),
  equivalent: equivalentReport(),
  'one with NaN': nanReport(),
  stopped: stoppedReport(),
  'one model': oneModelReport(),
  hostile: hostileReport(HOSTILE.join('')),
};

function refusal(text: string): ReadError {
  try {
    parseReport(text);
  } catch (error) {
    if (error instanceof ReadError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}

const changed = (change: object): string => JSON.stringify({ ...swappedReport(), ...change });

describe('a report that is written and read again', () => {
  it.each(Object.entries(REPORTS))('is the same: %s', (_, report) => {
    expect(parseReport(toJson(report))).toEqual(report);
    expect(parseReport(toHtml(report))).toEqual(report);
  });

  it('is the same when it is long enough to be packed', () => {
    const report = longReport(1500);
    expect(JSON.parse(toEmbeddedJson(report)).packed).toBe('runs');
    expect(parseReport(toHtml(report))).toEqual(report);
  }, 60_000);

  it('keeps NaN and both infinities, as null with a note of where they stood', () => {
    const json = JSON.parse(toJson(nanReport()));
    expect(json.runs[0].samples[0].b).toEqual([null, null]);
    expect(json.nonFinite['/runs/0/samples/0/b/1']).toBe('-Infinity');
  });

  it('is written the same every time, with short lists on one line', () => {
    expect(toJson(swappedReport())).toBe(toJson(swappedReport()));
    expect(toJson(swappedReport())).toContain('"maxAbsAt": [49, 56]');
  });

  it('keeps fields that a later version added', () => {
    expect(parseReport(changed({ later: { any: 1 } }))).toHaveProperty('later', { any: 1 });
  });
});

describe('what is no report', () => {
  it.each([
    ['a picture', '\u0089PNG', 'not-a-model'],
    ['other JSON', '{"a": 1}', 'not-a-model'],
    ['a list', '[]', 'not-a-model'],
    ['another page', '<!doctype html><p>hello', 'not-a-model'],
    ['a failed comparison', '{"schema":1,"error":{"message":"The file ends early."}}', 'not-a-model'],
    ['a newer schema', '{"schema":2}', 'unsupported-version'],
    ['half a report', toJson(swappedReport()).slice(0, 900), 'truncated'],
    ['damaged packing', '{"schema":1,"packed":"runs","text":"~zzz"}', 'corrupt'],
  ])('is refused: %s', (_, text, code) => {
    expect(refusal(text).code).toBe(code);
  });

  it.each([
    ['verdict', { verdict: '__proto__' }],
    ['layers/0/className', { layers: [{ ...swappedReport().layers[0], className: 3 }] }],
    ['layers/0/variables', { layers: [{ ...swappedReport().layers[0], variables: [99] }] }],
    ['a', { a: null }],
    ['b', { b: null, nonFinite: { '/b': 'NaN' } }],
    ['runs/0', { runs: [null] }],
    ['findings/0/evidence', { findings: [{ ...swappedReport().findings[0], evidence: 'x' }] }],
  ])('is refused with the place where it is damaged: %s', (where, change) => {
    expect(refusal(changed(change))).toMatchObject({ code: 'corrupt', where });
  });

  it('is refused without being followed into depths', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    const option = `{"key":"x","a":${deep},"b":0,"defaulted":null,"relevance":"none"}`;
    const text = toJson(swappedReport()).replace('"config": []', `"config": [${option}]`);
    expect(refusal(text)).toMatchObject({ code: 'corrupt', where: 'layers/0/config/0/a' });
  });
});

describe('a hostile page', () => {
  it('is looked through once, however many scripts it begins', () => {
    expect(refusal(`<!doctype html>${'<script '.repeat(1_000_000)}`).code).toBe('not-a-model');
    expect(refusal(`<!doctype html>${'<script id=twinspect-report '.repeat(200_000)}`).code).toBe(
      'not-a-model',
    );
  });

  it('may not stand for more text than any report has', () => {
    const packed = `a${'~BAA__'.repeat(60_000)}`;
    expect(refusal(`{"schema":1,"packed":"runs","text":"${packed}"}`).code).toBe('corrupt');
  });
});

describe('packing', () => {
  it('gives back every text', () => {
    const repetitive = fc.array(fc.constantFrom('abcdefgh', '~', '~~', '{"a":null}', 'é', '\ud800'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          repetitive.map((parts) => parts.join('')),
        ),
        (text) => {
          expect(unpackText(packText(text))).toBe(text);
        },
      ),
    );
  });

  it('survives any text that claims to be packed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect([null, 'string']).toContain(unpackText(text) === null ? null : 'string');
      }),
    );
  });
});
