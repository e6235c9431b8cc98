import { ReadError } from '../../../model/index.ts';
import { type FlatNode, nodeOf, outputOf } from '../rewrite/FlatNode.ts';

/** Operations whose result is a list of tensors that lives in one execution only. */
const LISTS =
  /^(EmptyTensorList|TensorList(Reserve|FromTensor|SetItem|PushBack|PushBackBatch|PopBack|Resize|Split|ConcatLists|Scatter\w*)|TensorArray(V3|WriteV3|ScatterV3|SplitV3|GradV3)?|Stack\w*V2)$/;
/** Operations that hand on what they are given, lists too. */
const CARRIES: ReadonlySet<string> = new Set(['Enter', 'Exit', 'Merge', 'Switch', 'NextIteration']);
/** Their results mean nothing outside the loop. */
const INSIDE_LOOPS: ReadonlySet<string> = new Set(['Enter', 'NextIteration', 'LoopCond']);

/** Branches that a tensor hangs on: `predicate#0`, `predicate#1`. It is not there when the predicate says otherwise. */
type Branches = ReadonlySet<string>;
/** Decisions that one tensor hangs on; real ones have some ten. */
const MAX_BRANCHES = 256;
/** Looks at operations: branches that lead back into each other might change each other without end. */
const MAX_LOOKS = 2_000_000;
const NONE: Branches = new Set();

interface Known {
  readonly branches: Branches;
  readonly isList: boolean;
}

/** Which operations go together, and which leave open what they hand on. */
export interface Bonds {
  /** Names of operations of which the second reads the first. */
  readonly pairs: readonly (readonly [string, string])[];
  /** Merges of tensors that are not the two sides of one decision: either might be taken. */
  readonly undecided: ReadonlySet<string>;
}

/**
 * Pairs of operations that must run in one execution: what one hands to the other may not be there (an untaken branch), is
 * another at every turn of a loop, or is a list that only this execution knows.
 */
export function bondsOf(nodes: readonly FlatNode[]): Bonds {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const known = whatIsKnown(nodes, byName);
  const pairs = nodes.flatMap((node) =>
    node.inputs.flatMap((input): (readonly [string, string])[] => {
      const maker = byName.get(nodeOf(input));
      return maker && isBound(maker, known, byName) ? [[maker.name, node.name]] : [];
    }),
  );
  const merges = nodes.filter((node) => node.op === 'Merge' && !isLoopMerge(node, byName));
  const undecided = merges.filter(
    ({ inputs }) => !isDecision(inputs.map((input) => branchesOf(input, known, byName))),
  );
  return { pairs, undecided: new Set(undecided.map(({ name }) => name)) };
}

/** What every operation that hangs on branches or makes lists hands on, followed from its makers to all readers. */
function whatIsKnown(
  nodes: readonly FlatNode[],
  byName: ReadonlyMap<string, FlatNode>,
): ReadonlyMap<string, Known> {
  const readers = readersOf(nodes);
  const known = new Map<string, Known>();
  const queue = nodes.filter(({ op }) => op === 'Switch' || LISTS.test(op));
  let looks = 0;
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    const before = known.get(node.name);
    const now = judge(node, known, byName);
    if (now.branches.size > MAX_BRANCHES || ++looks > MAX_LOOKS) throw tangled(node);
    if (before && now.branches.size === before.branches.size && now.isList === before.isList) continue;
    known.set(node.name, now);
    if (now.branches.size === 0 && !now.isList && node.op !== 'Switch') continue;
    for (const reader of readers.get(node.name) ?? []) queue.push(reader);
  }
  return known;
}

function readersOf(nodes: readonly FlatNode[]): Map<string, FlatNode[]> {
  const readers = new Map<string, FlatNode[]>();
  for (const node of nodes)
    for (const input of node.inputs) {
      const list = readers.get(nodeOf(input));
      if (list) list.push(node);
      else readers.set(nodeOf(input), [node]);
    }
  return readers;
}

function tangled({ name }: FlatNode): ReadError {
  return new ReadError(
    'too-large',
    `The graph decides more often than can be followed: a tensor hangs on more than ${MAX_BRANCHES} branches, or on itself.`,
    name.slice(0, 200),
  );
}

/** Whether two tensors hang on the two sides of one predicate. */
function isDecision([one = NONE, other = NONE, ...more]: readonly Branches[]): boolean {
  return more.length === 0 && [...one].some((it) => other.has(opposite(it)));
}

const opposite = (branch: string): string => `${branch.slice(0, -1)}${branch.endsWith('0') ? 1 : 0}`;

function isBound(
  maker: FlatNode,
  known: ReadonlyMap<string, Known>,
  byName: ReadonlyMap<string, FlatNode>,
): boolean {
  const it = known.get(maker.name);
  if (INSIDE_LOOPS.has(maker.op) || maker.op === 'Switch' || isLoopMerge(maker, byName)) return true;
  return it !== undefined && (it.isList || it.branches.size > 0);
}

const isLoopMerge = (node: FlatNode, byName: ReadonlyMap<string, FlatNode>): boolean =>
  node.op === 'Merge' && node.inputs.some((input) => byName.get(nodeOf(input))?.op === 'NextIteration');

function judge(
  node: FlatNode,
  known: ReadonlyMap<string, Known>,
  byName: ReadonlyMap<string, FlatNode>,
): Known {
  const given = node.inputs.map((input) => known.get(nodeOf(input)));
  const isList = LISTS.test(node.op) || (CARRIES.has(node.op) && given.some((it) => it?.isList));
  const branches = node.inputs.flatMap((input) => [...branchesOf(input, known, byName)]);
  if (node.op === 'Exit') {
    const outside = branches.filter(
      (it) => byName.get(nodeOf(it.slice(0, it.lastIndexOf('#'))))?.op !== 'LoopCond',
    );
    return { branches: new Set(outside), isList };
  }
  if (node.op !== 'Merge') return { branches: new Set(branches), isList };
  if (isLoopMerge(node, byName)) {
    const entering = node.inputs.filter((input) => byName.get(nodeOf(input))?.op !== 'NextIteration');
    return { branches: new Set(entering.flatMap((input) => [...branchesOf(input, known, byName)])), isList };
  }
  const all = new Set(branches);
  return { branches: new Set([...all].filter((it) => !all.has(opposite(it)))), isList };
}

function branchesOf(
  tensor: string,
  known: ReadonlyMap<string, Known>,
  byName: ReadonlyMap<string, FlatNode>,
): Branches {
  const maker = byName.get(nodeOf(tensor));
  const inherited = known.get(nodeOf(tensor))?.branches ?? NONE;
  if (maker?.op !== 'Switch') return inherited;
  return new Set([...inherited, `${maker.inputs[1] ?? ''}#${outputOf(tensor)}`]);
}
