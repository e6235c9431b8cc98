import type { LayerId } from '../../model/index.ts';
import type { Evidence, Finding } from '../Finding.ts';
import { listed } from '../listed.ts';
import { closesTheGap, type Replay, shareOf } from '../Replay.ts';
import { replayEvidence } from '../replayEvidence.ts';
import { MODE_CAUSES } from './otherMode.ts';

/** One way to call a model whose recorded predictions are not what it predicts, tried. */
export interface ModeTrial {
  /** Normalisation by the batch alone, or with everything that draws at random. */
  readonly kind: 'batch' | 'random';
  /** Layers that answer otherwise in this mode. */
  readonly layers: readonly LayerId[];
  /** Layers that hear training and were left as they predict. */
  readonly left: readonly LayerId[];
  readonly replay: Replay;
  /** How draws scatter, and where the record lies among them; `null` where nothing was drawn. */
  readonly scatter: Scatter | null;
}

/** In deviations of the draws from their mean, and as root mean squares from what is predicted. */
export interface Scatter {
  readonly draws: number;
  readonly recorded: number;
  readonly least: number;
  readonly most: number;
  readonly recordedGap: number;
  readonly leastGap: number;
  readonly mostGap: number;
}

/** C48 and C50 for one model with recorded predictions: proven where a mode repeats the record, possible where it may be a draw. */
export function modeFindings(trials: readonly ModeTrial[]): Finding[] {
  const repeats = trials.find(({ replay }) => closesTheGap(replay));
  if (repeats) return [repeated(repeats)];
  const drawn = trials.find(({ scatter }) => scatter !== null && fitsAmong(scatter));
  return drawn ? [perhapsDrawn(drawn)] : [];
}

function repeated({ kind, layers, left, replay }: ModeTrial): Finding {
  const { why, ...cause } = MODE_CAUSES[kind];
  return {
    ...cause,
    grade: 'proven',
    share: shareOf(replay),
    title: 'The predictions were recorded in training mode',
    explanation: `Called with training=True, ${listed(layers)} give${layers.length === 1 ? 's' : ''} what was recorded. ${why}`,
    where: layers,
    evidence: [
      ...replayEvidence(
        replay,
        'Running the model with training=True, all samples as one batch,',
        layers.slice(0, 20),
      ),
      ...leftEvidence(left),
    ],
    fix: FIX,
    repair: 'not-needed',
  };
}

const FIX = {
  text: 'Record the predictions with model.predict(x), or with model(x, training=False). The file needs no change.',
  code: 'y = model.predict(x)',
};

function leftEvidence(left: readonly LayerId[]): Evidence[] {
  if (left.length === 0) return [];
  const verb = left.length === 1 ? 'was' : 'were';
  return [
    {
      says: `${listed(left)} ${verb} left as when predicting: what they draw in training cannot be repeated.`,
      on: left.slice(0, 20),
      figures: {},
    },
  ];
}

/** As far from the mean of the draws, and from the prediction, as a draw of the model's own may be. */
function fitsAmong(it: Scatter): boolean {
  const within = (value: number, least: number, most: number) => value >= 0.7 * least && value <= 1.3 * most;
  return within(it.recorded, it.least, it.most) && within(it.recordedGap, it.leastGap, it.mostGap);
}

function perhapsDrawn({ layers, left, scatter }: ModeTrial): Finding {
  const { why, ...cause } = MODE_CAUSES.random;
  const { draws, recorded, least, most, recordedGap, leastGap, mostGap } = scatter as Scatter;
  return {
    ...cause,
    grade: 'possible',
    share: null,
    title: 'The predictions may have been recorded in training mode',
    explanation: `With training=True the model draws at random, in ${listed(layers)}, and what was recorded lies as far off as its draws do. ${why} What was drawn cannot be repeated, so nothing proves it.`,
    where: layers,
    evidence: [
      {
        says: `Of ${draws} runs with training=True each lies ${short(least)} to ${short(most)} deviations from the mean of the others, what was recorded ${short(recorded)}; from what is predicted they lie ${short(leastGap)} to ${short(mostGap)}, what was recorded ${short(recordedGap)} (root mean squares over all values).`,
        on: layers.slice(0, 20),
        figures: {
          draws,
          recorded,
          least,
          most,
          'gap recorded': recordedGap,
          'gap least': leastGap,
          'gap most': mostGap,
        },
      },
      ...leftEvidence(left),
    ],
    fix: FIX,
    repair: 'not-needed',
  };
}

const short = (value: number): string => String(Number(value.toPrecision(3)));
