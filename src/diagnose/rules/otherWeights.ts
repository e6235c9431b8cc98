import type { VariableRow } from '../../diff/index.ts';
import { isFloat } from '../../model/index.ts';
import type { Case } from '../Case.ts';
import type { Finding } from '../Finding.ts';
import { listed } from '../listed.ts';
import { loadedBy, loadedByEvidence } from '../loadedBy.ts';
import { shareOf } from '../Replay.ts';
import type { Rule } from '../Rule.ts';
import { replayEvidence, replayOf } from '../replayEvidence.ts';
import { isUnrun } from './convertedModel.ts';
import { roundedRows } from './quantisedWeights.ts';

/** C11, C14, C49, and single layers with other values: the tensors differ and nothing says that they were moved. */
export const otherWeights: Rule = {
  id: 'other-weights',
  find(it) {
    if (isUnrun(it)) return [];
    const rounded = new Set(roundedRows(it).map(({ row }) => row));
    const rows = it.variables.filter((row) => row.status === 'different' && !rounded.has(row));
    return rows.length === 0 ? [] : [finding(it, rows)];
  },
};

function finding(it: Case, rows: readonly VariableRow[]): Finding {
  const comparable = it.variables.filter((row) => row.a !== null && row.b !== null && isFloat(row.dtype));
  const layers = [...new Set(rows.map((row) => row.layerA ?? row.a ?? ''))];
  const everywhere = rows.length >= 0.8 * comparable.length && comparable.length > 2;
  const large = rows.filter((row) => (row.cosine ?? 1) < 0.5 && row.role.includes('kernel'));
  const kernels = rows.filter((row) => row.role.includes('kernel'));
  const unrelated = kernels.length > 0 && large.length >= 0.8 * kernels.length;
  const statistics = rows.every((row) => /(^|\/)moving_(mean|variance)$/.test(row.role));
  const spread = unrelated ? REINITIALISED : OTHER_CHECKPOINT;
  const route = statistics || everywhere ? null : routeOf(it, rows);
  const story = statistics ? STATISTICS : everywhere ? spread : localStory(route);
  const replay = replayOf(it, 'different');
  const worst = rows.reduce((x, y) => ((y.maxAbs ?? 0) > (x.maxAbs ?? 0) ? y : x));
  return {
    cause: story.cause,
    slug: story.slug,
    grade: story.grade,
    share: replay ? shareOf(replay) : null,
    title: story.title === '' ? titleOf(layers) : story.title,
    explanation: `${rows.length} of ${comparable.length} weight tensors differ, in ${listed(layers)}. ${story.why}`,
    where: layers,
    evidence: [
      ...replayEvidence(replay, 'Giving B the weights of A in these places', layers.slice(0, 20)),
      ...(route ? [loadedByEvidence(route)] : []),
      {
        says: `The largest difference is in \`${worst.a}\`: ${worst.countDifferent} of its values differ.`,
        on: [worst.a ?? ''],
        figures: {
          'largest |Δ|': worst.maxAbs ?? 0,
          cosine: worst.cosine ?? 0,
          'tensors that differ': rows.length,
        },
      },
    ],
    fix: { text: story.remedy, code: null },
    repair: 'impossible',
  };
}

type Route = NonNullable<ReturnType<typeof loadedBy>>;

/** A way of loading A's file that leaves just these variables of B alone, and those that do not fit. */
function routeOf(it: Case, rows: readonly VariableRow[]): Route | null {
  const differing = new Set(rows.map((row) => row.b));
  const unfit = new Set(it.variables.filter((row) => row.status === 'shape').map((row) => row.b));
  return loadedBy(it, ({ variables }) => {
    const left = variables.filter((one) => one.from === null).map((one) => one.variable);
    const known = new Set(left);
    return (
      rows.every((row) => known.has(row.b ?? '')) && left.every((one) => differing.has(one) || unfit.has(one))
    );
  });
}

function localStory(route: Route | null): Story {
  if (route?.route.endsWith('skip-mismatch')) return SKIPPED_MISMATCH;
  return route?.route === 'by-name' ? SKIPPED_BY_NAME : LOCAL;
}

const titleOf = (layers: readonly string[]): string =>
  layers.length === 1
    ? `The weights of \`${layers[0]}\` are not the same`
    : `The weights of ${layers.length} layers are not the same`;

interface Story {
  readonly cause: string;
  readonly slug: string;
  readonly grade: Finding['grade'];
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
}

const OTHER_CHECKPOINT: Story = {
  cause: 'C14',
  slug: 'other-checkpoint',
  grade: 'likely',
  title: 'B is another training state of the same model',
  why: 'They point the same way but are not equal, as after some more training steps.',
  remedy:
    'Check which checkpoint was saved: best or last epoch, `monitor` and `mode`, an older file under the same name.',
};

const REINITIALISED: Story = {
  cause: 'C11',
  slug: 'reinitialised',
  grade: 'likely',
  title: 'B’s weights have nothing to do with A’s',
  why: 'They are unrelated, as after a fresh initialisation: loading may never have happened, or was undone.',
  remedy:
    'Load weights after building the model and after any initialisation; compare get_weights() before and after.',
};

const STATISTICS: Story = {
  cause: 'C49',
  slug: 'batchnorm-statistics',
  grade: 'likely',
  title: 'Only BatchNormalization’s moving statistics differ',
  why: 'Nothing but moving means and variances differs, as after further batches in training mode, or after they were reset.',
  remedy: 'Save after training ended, and do not call the model with training=True before saving.',
};

const SKIPPED_BY_NAME: Story = {
  cause: 'C01',
  slug: 'by-name-skip',
  grade: 'likely',
  title: '',
  why: 'A load by name writes every other variable just as B holds it, and leaves these alone without a message.',
  remedy:
    'Give every layer an explicit name, or load by position when the architecture is the same; compare get_weights() before and after.',
};

const SKIPPED_MISMATCH: Story = {
  cause: 'C02',
  slug: 'skip-mismatch',
  grade: 'likely',
  title: '',
  why: 'A load with skip_mismatch=True writes every other variable just as B holds it, and leaves these alone with a warning.',
  remedy:
    'Leave skip_mismatch out, or train the layers that the warning names; rebuild the model with the shapes that it was saved with.',
};

const LOCAL: Story = {
  cause: 'C01',
  slug: 'by-name-skip',
  grade: 'possible',
  title: '',
  why: 'The other layers are equal, so these were skipped when loading, or changed afterwards.',
  remedy:
    'Look for names that did not match with by_name=True, for skip_mismatch=True, and for training after saving.',
};
