import type { LayerRow } from '../../diff/index.ts';
import type { Report } from '../../report/index.ts';
import type { RunRow } from '../../run/index.ts';
import { layer, ran, report, run, summary } from './build.ts';
import { PUMP_HEALTH } from './pumpHealth.ts';

/** A report with very many layers, in blocks, where every BatchNormalization has another epsilon. */
export function manyLayers(total = 10_000): Report {
  const blocks = Array.from({ length: Math.ceil(total / (BLOCK.length + 1)) }, (_, block) => blockOf(block));
  const layers = blocks.flatMap((block) => block.layers).slice(0, total);
  const rows = blocks.flatMap((block) => block.rows);
  const { samples = [], outputs = [] } = PUMP_HEALTH.runs[0] ?? {};
  const coverage = { executed: rows.length, total: rows.length };
  return report({
    verdict: 'different',
    headline: 'BatchNormalization epsilon is 0.001 in A and 0.00001 in B, in 2,222 layers.',
    a: summary({ name: 'supernet_search_epoch41.keras', layerCount: total, parameterCount: 412e6 }),
    b: summary({
      name: 'supernet_rebuilt_from_config.keras',
      sha256: '51d0'.repeat(16),
      layerCount: total,
      parameterCount: 412e6,
    }),
    layers,
    runs: [run({ samples, outputs, layers: rows, firstDivergent: 'stage1_block0/expand_bn', coverage })],
  });
}

function blockOf(block: number): { layers: LayerRow[]; rows: RunRow[] } {
  const name = `stage${1 + Math.floor(block / 250)}_block${block % 250}`;
  const inside = BLOCK.map(([short, className, born]) => ({ id: `${name}/${short}`, className, born }));
  return {
    layers: [
      layer(name, 'Functional', { verdict: 'different' }),
      ...inside.map(({ id, className, born }) =>
        layer(id, className, {
          depth: 1,
          config: born ? [EPSILON] : [],
          verdict: born ? 'different' : 'identical',
        }),
      ),
    ],
    rows: inside.map(({ id, className, born }) => {
      const size = 0.01 + 0.03 * Math.abs(Math.sin(block * 7 + id.length));
      return ran(id, className, {
        ownError: born ? size : 8e-8,
        inputError: block === 0 ? 0 : size / 2,
        relative: size,
        maxAbs: size * 3,
        verdict: born ? 'born' : block === 0 ? 'noise' : 'inherited',
      });
    }),
  };
}

const EPSILON = { key: 'epsilon', a: 0.001, b: 0.00001, defaulted: null, relevance: 'prediction' } as const;

const BLOCK = [
  ['expand_conv', 'Conv2D', false],
  ['expand_bn', 'BatchNormalization', true],
  ['expand_activation', 'Activation', false],
  ['dwconv2', 'DepthwiseConv2D', false],
  ['dw_bn', 'BatchNormalization', true],
  ['squeeze_excite_reduce_channels_ratio_8_per_group', 'Conv2D', false],
  ['squeeze_excite_expand', 'Conv2D', false],
  ['add', 'Add', false],
] as const;

/** Nothing is wrong: the gap is float noise. */
export const ONLY_NOISE: Report = {
  ...PUMP_HEALTH,
  verdict: 'equivalent',
  headline: 'Nothing is wrong. The two predict the same, up to float noise.',
  findings: [],
  layers: PUMP_HEALTH.layers.map((row) => ({
    ...row,
    verdict: row.verdict === 'moved' ? 'identical' : row.verdict,
  })),
  variables: PUMP_HEALTH.variables.map((row) => {
    const { movedFrom: _, ...rest } = row;
    return { ...rest, status: 'identical', maxAbs: null, countDifferent: null };
  }),
  runs: PUMP_HEALTH.runs.map((one) => ({
    ...one,
    firstDivergent: null,
    layers: one.layers.map((row, at) => ({
      ...row,
      relative: row.verdict === 'equal' ? 0 : 2e-8 * (at + 1),
      ownError: row.verdict === 'equal' ? 0 : 4e-8,
      inputError: row.verdict === 'equal' ? 0 : 5e-8,
      verdict: row.verdict === 'equal' ? 'equal' : 'noise',
    })),
    outputs: one.outputs.map((row) => ({ ...row, maxAbs: 4.2e-7, flips: 0, verdict: 'noise' })),
    samples: one.samples.map((row) => ({ ...row, b: row.a, gap: 4.2e-7 / (row.index + 1), flipped: false })),
  })),
};
