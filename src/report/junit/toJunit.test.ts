import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equivalentReport, HOSTILE, hostileReport, stoppedReport, swappedReport } from '../testing.ts';
import { toJunit } from './toJunit.ts';

/** Tags with their attribute values left out; throws at what is not well formed. */
function skeleton(xml: string): string[] {
  const tags = [
    ...xml.matchAll(
      /<(\/?[a-z?]+)((?:\s+[a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*)\s*(\/|\?)?>/g,
    ),
  ];
  const rest = xml
    .replace(/<(\/?[a-z?]+)((?:\s+[a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*)\s*(\/|\?)?>/g, '')
    .trim();
  if (/\S/.test(rest)) throw new Error(`Not well formed: ${rest.slice(0, 80)}`);
  return tags.map((tag) => `${tag[1]}${tag[3] ?? ''}`);
}

describe('the report for a build server', () => {
  const xml = toJunit(swappedReport());

  it('has a case for each pair of layers, of variables and for each output', () => {
    expect(xml).toContain('<testsuite name="layers" tests="15" failures="12" skipped="0" errors="0">');
    expect(xml).toContain('<testsuite name="variables" tests="5" failures="4" skipped="0" errors="0">');
    expect(xml).toContain('<testsuite name="predictions" tests="1" failures="1" skipped="0" errors="0">');
    expect(xml).toContain('<testcase classname="twinspect.layers" name="branch_left/normalization"/>');
  });

  it('says in a failure by how much, where, and what was allowed', () => {
    expect(xml).toContain('6,144 of 6,144 values differ; largest absolute 0.489 at [49,\u00a056]');
    expect(xml).toContain('Dense: born here. The files: moved. When run: own error 0.964');
  });

  it('fails nothing that is equivalent and skips what did not run', () => {
    expect(toJunit(equivalentReport())).toContain('<testsuite name="predictions" tests="1" failures="0"');
    expect(toJunit(stoppedReport())).toContain(
      'name="spectral_gate"><skipped message="SpectralGate is not a class of Keras',
    );
  });

  it('lets no name break out of an attribute', () => {
    const plain = skeleton(toJunit(hostileReport('name')));
    for (const name of HOSTILE) expect(skeleton(toJunit(hostileReport(name)))).toEqual(plain);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const xml = toJunit(hostileReport(name));
        expect(skeleton(xml)).toEqual(plain);
        // Of the control characters XML 1.0 knows the line end only, as we write it.
        expect(xml).not.toMatch(/[^\P{Cc}\n]|\p{Cs}|[\ufffe\uffff]/u);
      }),
    );
  });
});
