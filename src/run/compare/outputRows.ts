import type { Port, Shape } from '../../model/index.ts';
import { type HostValue, isText } from '../hostTensor.ts';
import type { OutputRow, SampleOutput, SampleRow } from '../RunComparison.ts';
import { type Figures, measure } from './figures.ts';
import { NOISE_FACTOR } from './judge.ts';

/** One output of both models, read back. */
export interface OutputPair {
  readonly port: Port;
  readonly a: HostValue;
  readonly b: HostValue;
  /** The measured floor at the node that puts it out. */
  readonly noiseFloor: number;
}

/** Whether two ports are made by calls that belong together. */
export type Together = (a: Port, b: Port) => boolean;

/**
 * Outputs that can be laid over each other: by name where both sides have the same names, else by the calls that put them
 * out, else in order. The outputs of one layer share its name, or its call; among them order decides.
 */
export function pairPorts(
  a: readonly Port[],
  b: readonly Port[],
  together: Together = () => false,
): [Port, Port][] {
  const named = ![...a, ...b].some(isCounted) && sorted(a).join('\n') === sorted(b).join('\n');
  const left = [...b];
  const taken = a.map((port) => {
    const at = left.findIndex((other) => (named ? other.name === port.name : together(port, other)));
    return at < 0 ? undefined : left.splice(at, 1)[0];
  });
  return a.flatMap((port, i): [Port, Port][] => {
    const other = taken[i] ?? left.shift();
    return other ? [[port, other]] : [];
  });
}

/** What a converter calls the outputs of any model, whose own keys are lost: `Identity`, `Identity_1`. */
const isCounted = ({ name }: Port): boolean => /^Identity(_\d+)?$/.test(name);

const sorted = (ports: readonly Port[]): string[] => ports.map(({ name }) => name).sort();

/** An output over all samples. Shapes that differ are a difference of their own. */
export function outputRow({ port, a, b, noiseFloor }: OutputPair): OutputRow {
  if (a.shape.join() !== b.shape.join()) return differentShape(port, a.shape, b.shape);
  const figures = measure(a.values, b.values);
  const allowed = NOISE_FACTOR * noiseFloor * figures.scale;
  return {
    name: port.name,
    shape: a.shape,
    maxAbs: figures.maxAbs,
    maxRel: figures.maxRel,
    meanAbs: figures.meanAbs,
    rms: figures.rms,
    flips: flipped(a, b).filter(Boolean).length,
    allowed,
    nanA: figures.nanA,
    nanB: figures.nanB,
    verdict: verdictOf(figures, allowed),
  };
}

function verdictOf(figures: Figures, allowed: number): OutputRow['verdict'] {
  if (figures.mismatches > 0 || figures.maxAbs > allowed) return 'different';
  return figures.maxAbs === 0 ? 'equal' : 'noise';
}

function differentShape({ name }: Port, shape: Shape, shapeB: Shape): OutputRow {
  const zero = { maxAbs: 0, maxRel: 0, meanAbs: 0, rms: 0, flips: 0, allowed: 0, nanA: 0, nanB: 0 };
  return { name, shape, shapeB, ...zero, verdict: 'different' };
}

/** For each sample whether its decision changes: the largest class, the side of 0.5 of a single probability, any text. */
function flipped(a: HostValue, b: HostValue): boolean[] {
  const count = a.shape[0] ?? 1;
  const width = a.shape.at(-1) ?? 1;
  const each = a.values.length / Math.max(1, count);
  if (a.shape.length < 2 || each === 0) return new Array<boolean>(count).fill(false);
  const decide = isText(a.values) ? text : width > 1 ? largest : probable;
  const step = isText(a.values) ? 1 : width;
  return Array.from({ length: count }, (_, sample) => {
    for (let at = sample * each; at < (sample + 1) * each; at += step)
      if (decide(a.values, at, width) !== decide(b.values, at, width)) return true;
    return false;
  });
}

const text = (values: HostValue['values'], at: number): string => String(values[at]);

function largest(values: HostValue['values'], at: number, width: number): number {
  let best = 0;
  for (let i = 1; i < width; i++) if ((values[at + i] ?? 0) > (values[at + best] ?? 0)) best = i;
  return best;
}

function probable(values: HostValue['values'], at: number): number {
  const value = Number(values[at] ?? 0);
  return value < 0 || value > 1 ? 0 : Number(value >= 0.5);
}

/** What each model says about each sample, over all outputs and, where there are several, by output. */
export function sampleRows(outputs: readonly OutputPair[], count: number): SampleRow[] {
  const parts = outputs.map((it) => sampleOutputs(it, count));
  return Array.from({ length: count }, (_, index): SampleRow => {
    const each = parts.map((part) => part[index] ?? NOT_FITTING);
    const first = each.find((_, i) => parts[i]?.length === count) ?? NOT_FITTING;
    return {
      index,
      gap: Math.max(0, ...each.map(({ gap }) => gap)),
      flipped: each.some(({ flipped }) => flipped),
      a: first.a,
      b: first.b,
      ...(each.length > 1 && { outputs: each }),
    };
  });
}

const NOT_FITTING: SampleOutput = { gap: 0, flipped: false, a: [], b: [] };

/** One output, sample by sample; nothing where the shapes differ. */
function sampleOutputs({ a, b }: OutputPair, count: number): SampleOutput[] {
  if (a.shape.join() !== b.shape.join() || a.shape[0] !== count) return [];
  const flips = flipped(a, b);
  return flips.map((flip, index) => {
    const part = ({ values }: HostValue) => {
      const each = values.length / count;
      return values.slice(index * each, (index + 1) * each);
    };
    const [x, y] = [part(a), part(b)];
    return { gap: measure(x, y).maxAbs, flipped: flip, a: numbersOf(x), b: numbersOf(y) };
  });
}

/** The first 64; texts are not shown. */
const numbersOf = (values: HostValue['values']): number[] => (isText(values) ? [] : [...values.slice(0, 64)]);
