import type { LayerId, ModelArtifact } from '../../model/index.ts';
import type { Case } from '../Case.ts';
import type { Evidence, Finding, Grade } from '../Finding.ts';
import { listed } from '../listed.ts';
import { isBatchNormalization, kerasSideOfTraced, STATED, statedTraining, TRACED } from '../modeSuspects.ts';
import { closesTheGap, isProvenBy, type Replay, shareOf } from '../Replay.ts';
import type { Rule } from '../Rule.ts';
import { replayEvidence, replayOf } from '../replayEvidence.ts';

/** C48, C50: one of the two runs in training mode. */
export const otherMode: Rule = {
  id: 'other-mode',
  find: (it) => [...statedFindings(it), ...tracedFindings(it)],
};

/** What the two kinds of layers that hear `training` are called, and what becomes of a prediction. */
export const MODE_CAUSES = {
  batch: {
    cause: 'C48',
    slug: 'batchnorm-training-mode',
    why: 'In training mode it normalises by the batch that it is given: a sample is predicted otherwise beside other samples.',
  },
  random: {
    cause: 'C50',
    slug: 'random-inference',
    why: 'In training mode it draws at random: the same samples are predicted otherwise every time.',
  },
} as const;

/** A layer and the side, or sides, whose calls state that it trains. */
interface Stated {
  readonly layer: LayerId;
  readonly className: string;
  readonly sides: readonly ('A' | 'B')[];
}

function statedFindings(it: Case): Finding[] {
  const stated = statedIn(it);
  const [batch, random] = [
    stated.filter(({ className }) => isBatchNormalization(className)),
    stated.filter(({ className }) => !isBatchNormalization(className)),
  ];
  const replay = replayOf(it, STATED);
  const uneven = (among: readonly Stated[]) => among.filter(({ sides }) => sides.length === 1);
  // What both normalise by is the same batch; what both draw is not the same, which only a run shows.
  const drawn = replay ? random : uneven(random);
  return [
    ...(uneven(batch).length > 0 ? [statedFinding('batch', uneven(batch), replay)] : []),
    ...(drawn.length > 0 ? [statedFinding('random', drawn, replay)] : []),
  ];
}

function statedIn({ a, b }: Case): Stated[] {
  const found = new Map<LayerId, Stated>();
  const add = (artifact: ModelArtifact, side: 'A' | 'B') => {
    const classes = new Map(artifact.layers.map(({ id, className }) => [id, className]));
    for (const layer of statedTraining(artifact)) {
      const sides = [...(found.get(layer)?.sides ?? []), side];
      found.set(layer, { layer, className: classes.get(layer) ?? '', sides });
    }
  };
  add(a, 'A');
  add(b, 'B');
  return [...found.values()];
}

function statedFinding(
  kind: keyof typeof MODE_CAUSES,
  stated: readonly Stated[],
  replay: Replay | undefined,
): Finding {
  const { why, ...cause } = MODE_CAUSES[kind];
  const where = stated.map(({ layer }) => layer);
  const sides = [...new Set(stated.flatMap((it) => it.sides))].sort();
  return {
    ...cause,
    grade: gradeOf(replay),
    share: replay ? shareOf(replay) : null,
    title: `${sides.join(' and ')} ${sides.length === 1 ? 'calls' : 'call'} ${listed(where)} with training=True`,
    explanation: `A call that states training=True trains whenever its model predicts. ${why}`,
    where,
    evidence: [
      ...stated.slice(0, 20).map(
        ({ layer, className, sides: on }): Evidence => ({
          says: `${on.join(' and ')} ${on.length === 1 ? 'states' : 'state'} training=True where ${className} \`${layer}\` is called.`,
          on: [layer],
          figures: {},
        }),
      ),
      ...replayEvidence(replay, 'Calling all such layers as when predicting', where.slice(0, 20)),
    ],
    fix: {
      text: 'Build the model without training=True in the call, and load its weights again.',
      code: 'y = layer(x)  # no training=True',
    },
    repair: 'impossible',
  };
}

/** Proven where undoing it makes every sample agree; likely where it was not undone, or that took away a part. */
function gradeOf(replay: Replay | undefined): Grade {
  if (replay && isProvenBy(replay)) return 'proven';
  return !replay || shareOf(replay) >= 0.05 ? 'likely' : 'possible';
}

/** A graph that was traced in training mode: the other side in that mode answers the same. */
function tracedFindings(it: Case): Finding[] {
  const side = kerasSideOfTraced(it);
  const replay = replayOf(it, TRACED);
  if (side === null || !replay || !closesTheGap(replay)) return [];
  const where = it[side].layers
    .filter(({ className }) => isBatchNormalization(className))
    .map(({ id }) => id);
  const { why, ...cause } = MODE_CAUSES.batch;
  const [keras, traced] = side === 'a' ? ['A', 'B'] : ['B', 'A'];
  return [
    {
      ...cause,
      grade: 'proven',
      share: shareOf(replay),
      title: `The graph of ${traced} was made in training mode`,
      explanation: `${traced} holds operations, and they normalise by the batch. ${why}`,
      where,
      evidence: replayEvidence(
        replay,
        `Running the BatchNormalization of ${keras} in training mode too`,
        where.slice(0, 20),
      ),
      fix: {
        text: 'Save the SavedModel, or freeze the graph, from a model that is called with training=False.',
        code: 'serve = tf.function(lambda x: model(x, training=False))',
      },
      repair: 'impossible',
    },
  ];
}
