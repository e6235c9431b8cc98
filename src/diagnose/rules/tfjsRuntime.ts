import { versionOf } from '../../keras/index.ts';
import {
  type Argument,
  hasGraph,
  type Json,
  type LayerId,
  type ModelArtifact,
  type NodeId,
} from '../../model/index.ts';
import type { TfjsRun } from '../../run/index.ts';
import type { Case } from '../Case.ts';
import type { Evidence, Finding } from '../Finding.ts';
import { listed } from '../listed.ts';
import type { Rule } from '../Rule.ts';
import { type TfjsFault, type TfjsSite, tfjsFault } from '../tfjsFaults.ts';
import { show } from './options.ts';

type Ran = Extract<TfjsRun, { kind: 'ran' }>;
type Birth = Ran['births'][number];
type Side = 'a' | 'b';

/**
 * C59: TensorFlow.js itself does not answer what Keras answers for this model. Says nothing about the other model: A and B
 * are compared as Keras runs them. A model that TensorFlow.js refuses answers nothing, so that there is nothing to find.
 */
export const tfjsRuntime: Rule = {
  id: 'tfjs-runtime',
  stands: 'elsewhere',
  find: (it) =>
    (['a', 'b'] as const).flatMap((side) => {
      const run = it.tfjs?.[side];
      return run?.kind === 'ran' ? divergences(it, side, run) : [];
    }),
};

const name = (side: Side): string => side.toUpperCase();

/** What helps wherever TensorFlow.js' own layers do not. */
export const GRAPH_MODEL_FIX =
  'Convert the model to a graph model (tensorflowjs_converter --output_format=tfjs_graph_model, from a SavedModel), which runs TensorFlow’s own operations.';

function shared(where: readonly string[]): Pick<Finding, 'cause' | 'slug' | 'share' | 'where' | 'repair'> {
  return { cause: 'C59', slug: 'tfjs-runtime', share: null, where, repair: 'impossible' };
}

interface Explained {
  readonly birth: Birth;
  readonly className: string;
  readonly fault: TfjsFault | null;
}

/** One finding for each option; births that no row of the table explains come together. */
function divergences(it: Case, side: Side, run: Ran): Finding[] {
  const worst = worstOutput(run);
  if (!worst) return [];
  const births = run.births.map((birth) => explained(it[side], birth));
  const groups = new Map<string, Explained[]>();
  for (const one of births) {
    const key = one.fault ? `${one.className} ${one.fault.option}` : '';
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  if (births.length === 0) return [unlocated(side, run, worst)];
  return [...groups.values()].map((group) => divergence(side, run, worst, group));
}

function worstOutput({ outputs }: Ran): Ran['outputs'][number] | null {
  const real = outputs.filter(({ gap }) => parts(gap));
  return real.reduce<Ran['outputs'][number] | null>(
    (worst, one) => (worst === null || one.gap.relative > worst.gap.relative ? one : worst),
    null,
  );
}

const parts = ({ relative, allowed }: Birth['gap']): boolean => relative > allowed;

function divergence(
  side: Side,
  run: Ran,
  worst: Ran['outputs'][number],
  group: readonly Explained[],
): Finding {
  const [first] = group as readonly [Explained, ...Explained[]];
  const where = [...new Set(group.map(({ birth }) => birth.layer))];
  const { fault, className } = first;
  return {
    ...shared(where),
    grade: fault?.exclusive ? 'proven' : 'likely',
    title: `TensorFlow.js predicts something else than Keras for ${name(side)}`,
    explanation: fault
      ? `It starts in ${listed(where)}: ${className} ${fault.option}${fault.value === undefined ? '' : `=${show(fault.value)}`}. TensorFlow.js ${fault.does}. In a browser ${name(side)} predicts differently, whatever its weights.`
      : `It starts in ${listed(where)}, which is given the same as in Keras and answers something else. In a browser ${name(side)} predicts differently, whatever its weights.`,
    evidence: [...group.slice(0, 20).map(({ birth }) => bornHere(birth)), outputEvidence(run, worst)],
    fix: {
      text: fault
        ? `${GRAPH_MODEL_FIX} Or build the layer without ${fault.option} and train again.`
        : GRAPH_MODEL_FIX,
      code: null,
    },
  };
}

function unlocated(side: Side, run: Ran, worst: Ran['outputs'][number]): Finding {
  return {
    ...shared([]),
    grade: 'likely',
    title: `TensorFlow.js predicts something else than Keras for ${name(side)}`,
    explanation: `Run by TensorFlow.js’ own layers ${name(side)} predicts differently than in Keras. Where that starts could not be told.`,
    evidence: [outputEvidence(run, worst)],
    fix: { text: GRAPH_MODEL_FIX, code: null },
  };
}

function bornHere({ layer, gap }: Birth): Evidence {
  return {
    says: `Given the same, \`${layer}\` answers otherwise in TensorFlow.js: ${figuresWords(gap)}`,
    on: [layer],
    figures: figuresOf(gap),
  };
}

function outputEvidence({ backend, samples }: Ran, { name: output, gap }: Ran['outputs'][number]): Evidence {
  return {
    says: `Output \`${output}\` on ${samples} samples, both on ${backend}: ${figuresWords(gap)}`,
    on: [output],
    figures: figuresOf(gap),
  };
}

function figuresWords({ shape, shapeTfjs, at, relative, allowed }: Birth['gap']): string {
  if (shape.join() !== shapeTfjs.join())
    return `Keras puts out [${shape.join(', ')}], TensorFlow.js [${shapeTfjs.join(', ')}].`;
  const values = at
    ? ` (Keras ${at.keras.toPrecision(6)}, TensorFlow.js ${at.tfjs.toPrecision(6)} where it is largest)`
    : '';
  return `the gap is ${relative.toExponential(1)} of the largest value${values}; ${allowed.toExponential(1)} would be noise.`;
}

function figuresOf({ maxAbs, relative, allowed, at }: Birth['gap']): Evidence['figures'] {
  return {
    'largest |Δ|': maxAbs,
    relative,
    allowed,
    ...(at && { Keras: at.keras, 'TensorFlow.js': at.tfjs }),
  };
}

function explained(artifact: ModelArtifact, birth: Birth): Explained {
  const layer = artifact.layers.find(({ id }) => id === birth.layer);
  if (!layer) return { birth, className: '?', fault: null };
  const { className, config } = layer;
  const site: TfjsSite = {
    className,
    config,
    version: versionOf(artifact),
    kwargs: kwargsOf(artifact, birth.node),
    masked: isMasked(artifact, birth.node),
    rank: birth.gap.shape.length,
  };
  return { birth, className, fault: tfjsFault(site) };
}

function kwargsOf(artifact: ModelArtifact, id: NodeId): Record<string, Json | undefined> {
  const node = hasGraph(artifact) ? artifact.graph.nodes.find((it) => it.id === id) : undefined;
  const entries = Object.entries(node?.kwargs ?? {}).filter(([, argument]) => !isNothing(argument));
  return Object.fromEntries(
    entries.map(([key, argument]) => [key, argument.kind === 'constant' ? argument.value : undefined]),
  );
}

const isNothing = (argument: Argument): boolean => argument.kind === 'constant' && argument.value === null;

/** Whether a layer that makes a mask stands anywhere before a node, by its own or by an argument of a call. */
function isMasked(artifact: ModelArtifact, id: NodeId): boolean {
  if (!hasGraph(artifact)) return false;
  const nodes = new Map(artifact.graph.nodes.map((node) => [node.id, node]));
  const makers = maskMakers(artifact);
  const seen = new Set<NodeId>([id]);
  for (const at of seen) {
    const node = nodes.get(at);
    if (!node) continue;
    if (makers.has(node.layer) || 'mask' in node.kwargs) return true;
    for (const next of [...node.args, ...Object.values(node.kwargs)].flatMap(nodesIn)) seen.add(next);
  }
  return false;
}

function maskMakers({ layers }: ModelArtifact): Set<LayerId> {
  const makes = (className: string, config: { readonly [key: string]: Json }): boolean =>
    className === 'Masking' || (className === 'Embedding' && config.mask_zero === true);
  const inside = /"class_name":"Masking"|"mask_zero":true/;
  return new Set(
    layers
      .filter(
        ({ className, config }) =>
          makes(className, config) || inside.test(JSON.stringify(config.layer ?? null)),
      )
      .map(({ id }) => id),
  );
}

function nodesIn(argument: Argument): NodeId[] {
  if (argument.kind === 'tensor') return [argument.ref.node];
  if (argument.kind === 'list') return argument.items.flatMap(nodesIn);
  return argument.kind === 'dict' ? Object.values(argument.entries).flatMap(nodesIn) : [];
}
