/** Names as a phrase: `` `a` ``, `` `a` and `b` ``, `` `a`, `b` and 3 more ``. */
export function listed(names: readonly string[], most = 3): string {
  const marked = names.map((name) => `\`${name}\``);
  if (marked.length <= 1) return marked.join('');
  if (marked.length <= most) return `${marked.slice(0, -1).join(', ')} and ${marked.at(-1)}`;
  return `${marked.slice(0, most - 1).join(', ')} and ${marked.length - most + 1} more`;
}
