import type { AttrValue, TfDataType } from '../../../model/index.ts';

/** Variables and tables are no values: loops and branches name them, and do not carry them. */
export function isHandle(type: TfDataType | undefined): boolean {
  return type === 'resource';
}

/** The types of a list attribute. */
export function typesOf(attrs: ReadonlyMap<string, AttrValue>, key: string): readonly TfDataType[] {
  const attr = attrs.get(key);
  return attr?.kind === 'list' ? attr.value.type : [];
}
