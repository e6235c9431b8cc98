import fc from 'fast-check';

/** One change inside a JSON document: which value, counted from the start over and over, and what becomes of it. */
export interface JsonMutation {
  readonly nth: number;
  readonly become: unknown;
  readonly how: 'replace' | 'remove' | 'repeat' | 'wrap' | 'swap';
}

/** Values that configs do not have where they stand. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 31,
    2 ** 53,
    1e308,
    -1e308,
    '',
    'x',
    '__proto__',
    '../x',
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    [[]],
    [null],
    { class_name: 'Dense', config: {} },
    { __proto__: null, length: 9 },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Any change. */
export const jsonMutation: fc.Arbitrary<JsonMutation> = fc.record({
  nth: fc.nat(100_000),
  become: odd,
  how: fc.constantFrom('replace', 'replace', 'remove', 'repeat', 'wrap', 'swap'),
});

interface Slot {
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string;
}

/** A copy of a document with these changes. */
export function mutatedJson(document: unknown, changes: readonly JsonMutation[]): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(document));
  for (const change of changes) apply(slotsOf(copy), change);
  return copy;
}

function slotsOf(document: unknown): Slot[] {
  const slots: Slot[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const holder = value as Slot['holder'];
    for (const [key, inner] of Object.entries(holder)) {
      slots.push({ holder, key });
      visit(inner);
    }
  };
  visit(document);
  return slots;
}

function apply(slots: readonly Slot[], { nth, become, how }: JsonMutation): void {
  const slot = slots[nth % Math.max(1, slots.length)];
  if (!slot) return;
  const { key } = slot;
  const holder = slot.holder as Record<string, unknown>;
  const other = slots[(nth * 7919 + 13) % slots.length] as Slot;
  if (how === 'replace') holder[key] = JSON.parse(JSON.stringify(become));
  else if (how === 'wrap') holder[key] = [holder[key]];
  else if (how === 'swap')
    holder[key] = JSON.parse(JSON.stringify((other.holder as typeof holder)[other.key] ?? null));
  else if (how === 'remove') remove(slot);
  else if (Array.isArray(slot.holder)) slot.holder.push(JSON.parse(JSON.stringify(holder[key] ?? null)));
}

function remove({ holder, key }: Slot): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}
