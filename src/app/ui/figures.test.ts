import { describe, expect, test } from 'vitest';
import { bytes, count, duration, figure, gap, parameters, percent } from './figures.ts';

describe('figures', () => {
  test('Measures have three digits, a true minus, and an exponent where they are tiny or huge', () => {
    expect([0.83, 0, -1.347, 4.2e-7, 12_345, 311, 999.96].map((value) => figure(value))).toEqual([
      '0.830',
      '0',
      '−1.35',
      '4.20e−7',
      '1.23e4',
      '311',
      '1,000',
    ]);
  });

  test('What is no number is named', () => {
    expect([Number.NaN, Infinity, -Infinity, null].map((value) => figure(value))).toEqual([
      'NaN',
      '+Inf',
      '−Inf',
      '–',
    ]);
  });

  test('Small gaps have two digits', () => {
    expect([4.21e-7, 0.83].map((value) => gap(value))).toEqual(['4.2e−7', '0.830']);
  });

  test('Counts and sizes are written out', () => {
    expect([
      count(6144),
      bytes(118_204),
      bytes(12),
      bytes(98_771_240),
      parameters(24_005),
      parameters(412e6),
    ]).toEqual(['6,144', '118 kB', '12 bytes', '98.8 MB', '24,005', '412 M']);
  });

  test('A part is never rounded to nothing or to everything', () => {
    expect([0, 0.00001, 0.62, 0.9996, 1].map(percent)).toEqual([
      '0 %',
      'below 0.01 %',
      '62 %',
      '99.9 %',
      '100 %',
    ]);
  });

  test('Times change their unit', () => {
    expect([900, 41_000, 125_000].map(duration)).toEqual(['0.9 s', '41 s', '2 min 5 s']);
  });
});
