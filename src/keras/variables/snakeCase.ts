/** Classes that Keras exports, and so writes into configs, under another name than their own. */
const OWN_NAMES: ReadonlyMap<string, string> = new Map([['GroupQueryAttention', 'GroupedQueryAttention']]);

/**
 * The group name of a class in the v3 store (`keras/src/utils/naming.py`, `to_snake_case`): `Conv2DTranspose` →
 * `conv2d_transpose`, `PReLU` → `p_re_lu`.
 */
export function snakeCase(className: string): string {
  return (OWN_NAMES.get(className) ?? className)
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
