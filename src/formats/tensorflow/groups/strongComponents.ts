/**
 * The strongly connected parts of a graph (Tarjan), each after those that it needs. `needs[i]` are the nodes that node `i`
 * needs. Without recursion: chains of a deep network are long.
 */
export function strongComponents(needs: readonly (readonly number[])[]): number[][] {
  const search = new Search(needs);
  for (const start of needs.keys()) search.from(start);
  return search.components;
}

class Search {
  readonly components: number[][] = [];
  readonly #needs: readonly (readonly number[])[];
  readonly #index: number[];
  readonly #low: number[];
  readonly #open: boolean[];
  readonly #stack: number[] = [];
  #count = 0;

  constructor(needs: readonly (readonly number[])[]) {
    this.#needs = needs;
    this.#index = needs.map(() => -1);
    this.#low = needs.map(() => 0);
    this.#open = needs.map(() => false);
  }

  from(start: number): void {
    if (this.#index[start] !== -1) return;
    const work = [this.#enter(start)];
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const [node, at] = top;
      const next = this.#needs[node]?.[at];
      top[1]++;
      if (next === undefined) {
        work.pop();
        this.#leave(node, work.at(-1)?.[0]);
      } else if (this.#index[next] === -1) work.push(this.#enter(next));
      else if (this.#open[next]) this.#lower(node, this.#index[next] as number);
    }
  }

  #enter(node: number): [number, number] {
    this.#index[node] = this.#count;
    this.#low[node] = this.#count++;
    this.#open[node] = true;
    this.#stack.push(node);
    return [node, 0];
  }

  #leave(node: number, parent: number | undefined): void {
    if (parent !== undefined) this.#lower(parent, this.#low[node] as number);
    if (this.#low[node] !== this.#index[node]) return;
    const component = this.#stack.splice(this.#stack.lastIndexOf(node));
    for (const member of component) this.#open[member] = false;
    this.components.push(component);
  }

  #lower(node: number, to: number): void {
    this.#low[node] = Math.min(this.#low[node] as number, to);
  }
}
