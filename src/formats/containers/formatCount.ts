/** `61,865,984`: whole numbers in messages, the same in every locale. */
export function formatCount(value: number): string {
  return value.toLocaleString('en-US');
}
