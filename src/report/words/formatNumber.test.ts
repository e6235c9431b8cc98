import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatFigure,
  formatNumber,
  formatPart,
  formatPlural,
} from './formatNumber.ts';

describe('figures in words', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.83, '0.830'],
    [4.2e-7, '4.2e−7'],
    [3.71e-8, '3.71e−8'],
    [-1.35, '−1.35'],
    [311.4, '311'],
    [1234.5, '1,235'],
    [9999.7, '1e4'],
    [123456, '1.23e5'],
    [0.001, '0.00100'],
    [5e-324, '4.94e−324'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'infinity'],
    [Number.NEGATIVE_INFINITY, '−infinity'],
    [null, '–'],
  ])('writes the measure %d as %s', (value, words) => {
    expect(formatNumber(value)).toBe(words);
  });

  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.62, '62 %'],
    [0.9999, '99.9 %'],
    [0.0001, '0.01 %'],
    [0.00005, 'below 0.01 %'],
    [-0.1, '−10 %'],
  ])('writes the part %d as %s', (value, words) => {
    expect(formatPart(value)).toBe(words);
  });

  it.each([
    [1, '1 byte'],
    [412, '412 bytes'],
    [118_204, '118 kB'],
    [999_999, '1 MB'],
    [1_250_000_000, '1.25 GB'],
  ])('writes the size %d as %s', (value, words) => {
    expect(formatBytes(value)).toBe(words);
  });

  it('writes counts out, and whole figures as counts', () => {
    expect(formatCount(6144)).toBe('6,144');
    expect(formatFigure(24_005)).toBe('24,005');
    expect(formatFigure(0.5)).toBe('0.500');
    expect(formatPlural(1, 'layer')).toBe('1 layer');
    expect(formatPlural(2000, 'layer')).toBe('2,000 layers');
  });

  it('never says less than it means', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
        const words = formatNumber(value);
        const read = Number(words.replaceAll('−', '-').replaceAll(',', ''));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) * 0.006 + Number.MIN_VALUE);
      }),
    );
  });
});
