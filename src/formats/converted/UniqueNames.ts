/** Gives out names, each once: a name that comes again gets a number behind it. */
export class UniqueNames {
  readonly #taken = new Map<string, number>();

  /** `name`, or `name (2)`, `name (3)` … where it was given out before. */
  of(name: string): string {
    const before = this.#taken.get(name) ?? 0;
    this.#taken.set(name, before + 1);
    if (before === 0) return name;
    const numbered = `${name} (${before + 1})`;
    return this.#taken.has(numbered) ? this.of(name) : this.of(numbered);
  }
}
