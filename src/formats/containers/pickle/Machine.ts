import { ReadError } from '../../../model/index.ts';
import type { Cursor } from '../Cursor.ts';
import { formatCount } from '../formatCount.ts';
import { type DictDraft, type Draft, isKind, type ListDraft, nameOf } from './Draft.ts';

/** What stands on the stack: values, and marks that say where a group begins. */
export const MARK = Symbol('mark');
type Slot = Draft | typeof MARK;

/** Limits of a pickle. Real scalers stay far below all of them. */
const MAX_STEPS = 5_000_000;
const MAX_STACK = 1_000_000;
const MAX_MEMO = 1_000_000;
/** Bytes that arrays and texts made from memorised pieces may take together. */
const MAX_MADE = 2 ** 29;

/** The state of a pickle while it is read: stack, memo and what was made so far. It holds data only, and calls nothing. */
export class Machine {
  readonly cursor: Cursor;
  /** Reads a pickle that stands here inside of this one. */
  readonly nested: () => Draft;
  /** An instance of an allowed class, by its name. */
  readonly instance: (className: string) => Draft;
  /** How many times the pickle's opcodes were followed. */
  steps = 0;
  #stack: Slot[] = [];
  #memo = new Map<number, Draft>();
  #made = 0;

  constructor(cursor: Cursor, abilities: Pick<Machine, 'nested' | 'instance'>) {
    this.cursor = cursor;
    this.nested = abilities.nested;
    this.instance = abilities.instance;
  }

  /** The refusal for this place; the caller throws it. */
  fault(problem: string): ReadError {
    return this.cursor.fault(problem);
  }

  /** The refusal of something that a pickle may hold, but that is not followed here. */
  refusal(message: string): ReadError {
    const at = this.cursor.origin + this.cursor.at;
    return new ReadError('unsupported-feature', message, `byte ${formatCount(at)}`);
  }

  /** Counts one more opcode. */
  step(): void {
    this.steps += 1;
    if (this.steps > MAX_STEPS) throw this.tooLarge(`${formatCount(MAX_STEPS)} steps`);
  }

  /** Counts bytes that are about to be allocated. */
  allocate(bytes: number): void {
    this.#made += bytes;
    if (!(this.#made <= MAX_MADE)) throw this.tooLarge(`${formatCount(MAX_MADE)} bytes of values`);
  }

  push(value: Slot): void {
    if (this.#stack.length >= MAX_STACK) throw this.tooLarge(`${formatCount(MAX_STACK)} open values`);
    this.#stack.push(value);
  }

  pop(): Draft {
    const value = this.#stack.pop();
    if (value === undefined || value === MARK) throw this.fault('takes a value that is not there');
    return value;
  }

  /** The value on top, which stays. */
  top(): Draft {
    const value = this.#stack.at(-1);
    if (value === undefined || value === MARK) throw this.fault('asks for a value that is not there');
    return value;
  }

  /** Takes the last slot away, whatever it is. */
  drop(): void {
    if (this.#stack.pop() === undefined) throw this.fault('takes a value that is not there');
  }

  /** Everything above the last mark; the mark goes too. */
  popToMark(): Draft[] {
    const at = this.#stack.lastIndexOf(MARK);
    if (at < 0) throw this.fault('ends a group that was never begun');
    const items = this.#stack.splice(at) as (Draft | typeof MARK)[];
    return items.slice(1) as Draft[];
  }

  popKind<K extends 'list' | 'tuple' | 'set'>(kind: K): ListDraft {
    const value = this.pop();
    if (!isKind(value, kind)) throw this.fault(`has ${nameOf(value)} where a ${kind} belongs`);
    return value as ListDraft;
  }

  topList(kind: 'list' | 'set'): ListDraft {
    const value = this.top();
    if (!isKind(value, kind)) throw this.fault(`adds items to ${nameOf(value)}`);
    return value as ListDraft;
  }

  topDict(): DictDraft {
    const value = this.top();
    if (!isKind(value, 'dict')) throw this.fault(`adds entries to ${nameOf(value)}`);
    return value as DictDraft;
  }

  /** Replaces the value on top. */
  replaceTop(value: Draft): void {
    this.pop();
    this.push(value);
  }

  remember(index: number): void {
    if (this.#memo.size >= MAX_MEMO) throw this.tooLarge(`${formatCount(MAX_MEMO)} memorised values`);
    this.#memo.set(index, this.top());
  }

  /** MEMOIZE numbers values by how many are there. */
  rememberNext(): void {
    this.remember(this.#memo.size);
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw this.fault('recalls a value that was never memorised');
    this.push(value);
  }

  /** The only value left at the end. */
  result(): Draft {
    const value = this.pop();
    if (this.#stack.length > 0) throw this.fault('ends with values left over');
    return value;
  }

  private tooLarge(what: string): ReadError {
    return new ReadError(
      'too-large',
      `The pickle needs more than ${what}, which no preprocessing file does.`,
    );
  }
}
