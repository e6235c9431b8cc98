import { isArray, type Json, type JsonObject } from '../../model/index.ts';
import { RunStop } from '../RunStop.ts';

function unsupported(key: string, value: Json | undefined): RunStop {
  return value === undefined || value === null
    ? new RunStop(`The file does not state its option ${key}.`)
    : new RunStop(`Its option ${key} = ${JSON.stringify(value)} is not supported.`);
}

/** A number. */
export function numeric(options: JsonObject, key: string): number {
  const value = options[key];
  if (typeof value !== 'number') throw unsupported(key, value);
  return value;
}

/** A whole number. */
export function whole(options: JsonObject, key: string): number {
  const value = numeric(options, key);
  if (!Number.isInteger(value)) throw unsupported(key, value);
  return value;
}

/** A yes or no. */
export function flag(options: JsonObject, key: string): boolean {
  const value = options[key];
  if (typeof value !== 'boolean') throw unsupported(key, value);
  return value;
}

/** One of the listed words. */
export function choice<T extends string>(options: JsonObject, key: string, words: readonly T[]): T {
  const value = words.find((word) => word === options[key]);
  if (value === undefined) throw unsupported(key, options[key]);
  return value;
}

/** A list of whole numbers, of the given length if one is given. */
export function wholes(options: JsonObject, key: string, length?: number): number[] {
  const value = options[key];
  const list = isArray(value) ? value : [];
  const fits = isArray(value) && (length === undefined || list.length === length);
  if (!fits || !list.every((item) => Number.isInteger(item))) throw unsupported(key, value);
  return list as number[];
}

/** `[before, after]` for each of `axes` axes. */
export function sidesOf(options: JsonObject, key: string, axes: number): [number, number][] {
  const value = options[key];
  const pair = (item: Json): boolean =>
    isArray(item) && item.length === 2 && item.every((side) => Number.isInteger(side) && Number(side) >= 0);
  if (!isArray(value) || value.length !== axes || !value.every(pair)) throw unsupported(key, value);
  return value as unknown as [number, number][];
}

/** Refuses an option that is anything but what it must be. */
export function mustBe(options: JsonObject, key: string, ...allowed: readonly Json[]): void {
  if (!allowed.includes(options[key] ?? null)) throw unsupported(key, options[key]);
}

/** One axis or several, as positions within a rank. */
export function axesOf(options: JsonObject, key: string, rank: number): number[] {
  const value = options[key];
  const list = isArray(value) ? value : [value];
  return list.map((item) => axisWithin(item ?? null, key, rank));
}

/** An axis counted from the front; refuses what lies outside. */
export function axisWithin(value: Json, key: string, rank: number): number {
  if (!Number.isInteger(value)) throw unsupported(key, value);
  const axis = Number(value) < 0 ? Number(value) + rank : Number(value);
  if (axis < 0 || axis >= rank)
    throw new RunStop(`Its option ${key} = ${JSON.stringify(value)} lies outside an input of rank ${rank}.`);
  return axis;
}
