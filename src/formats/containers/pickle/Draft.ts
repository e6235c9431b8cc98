import type {
  PickleArray,
  PickleBytes,
  PickleDtype,
  PickleGlobal,
  PickleSlice,
  PickleValue,
} from '../../../model/index.ts';

/** A value that is still being built: the same shapes as `PickleValue`, with containers that grow. */
export type Draft =
  | null
  | boolean
  | bigint
  | number
  | string
  | PickleBytes
  | PickleSlice
  | PickleGlobal
  | PickleDtype
  | ListDraft
  | DictDraft
  | ArrayDraft
  | ObjectDraft;

/** A list, tuple or set that grows. */
export interface ListDraft {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly items: Draft[];
}

/** A dict that grows. */
export interface DictDraft {
  readonly kind: 'dict';
  readonly entries: [Draft, Draft][];
}

/** An array: empty when it is made, filled by its state. */
export interface ArrayDraft {
  readonly kind: 'array';
  shape: PickleArray['shape'];
  tensor: PickleArray['tensor'];
  items: Draft[] | null;
  /** Whether its values are there. */
  filled: boolean;
}

/** An instance of an allowed class. */
export interface ObjectDraft {
  readonly kind: 'object';
  readonly className: string;
  readonly attributes: Map<string, Draft>;
}

/** Whether a draft is a container or array, so that it can hold others. */
export function isNode(value: Draft): value is Exclude<Draft, null | boolean | bigint | number | string> {
  return typeof value === 'object' && value !== null;
}

/** Whether a draft is of one kind. */
export function isKind<K extends Exclude<Draft, null | boolean | bigint | number | string>['kind']>(
  value: Draft,
  kind: K,
): value is Extract<Draft, { readonly kind: K | string }> & { readonly kind: K } {
  return isNode(value) && value.kind === kind;
}

/** What a draft is, for messages: `a list`, `sklearn.pipeline.Pipeline`. */
export function nameOf(value: Draft): string {
  if (value === null) return 'None';
  if (!isNode(value)) return NAMES[typeof value] ?? typeof value;
  if (value.kind === 'object') return value.className;
  return value.kind === 'global' ? value.name : `a value of the kind ${value.kind}`;
}

const NAMES: Readonly<Record<string, string>> = {
  boolean: 'a truth value',
  bigint: 'an integer',
  number: 'a float',
  string: 'a text',
};

/** A finished draft: nobody writes to it any more. */
export const finished = (draft: Draft): PickleValue => draft;
