import { isArray, isObject, type JsonObject } from '../../model/index.ts';
import { readEnvelope } from '../config/Envelope.ts';
import type { KerasVersion } from '../KerasVersion.ts';
import { type ClassVariables, flag, type Part, present, state, weight } from './ClassVariables.ts';
import { snakeCase } from './snakeCase.ts';

/** The cell of a built-in recurrent layer speaks for the layer: its options are the layer's own. */
const builtInCell = (className: string, name = snakeCase(className)): ClassVariables => ({
  parts: (config) => [{ attributes: ['cell'], name, role: '', className, config }],
});

const wrapped = (
  value: JsonObject[string] | undefined,
  attributes: readonly string[],
  role: string,
  rename?: (name: string) => string,
): Part[] => {
  if (!isObject(value)) return [];
  const { className, config, name } = readEnvelope(value, role);
  return [{ attributes, name: rename ? rename(name) : name, role, className, config }];
};

function rnn(config: JsonObject): Part[] {
  const cells =
    config.cell ??
    (isArray(config.cells) ? { class_name: 'StackedRNNCells', config: { cells: config.cells } } : null);
  return wrapped(cells ?? undefined, ['cell'], '');
}

/** Cells are a list in attribute `cells`; the store numbers them by class. */
function stackedCells(config: JsonObject): Part[] {
  const counters = new Map<string, number>();
  const cells = isArray(config.cells) ? config.cells : [];
  return cells.flatMap((cell, i) => {
    const { className, config: inner, name } = readEnvelope(cell, `cells[${i}]`);
    const snake = snakeCase(className);
    const seen = counters.get(snake) ?? 0;
    counters.set(snake, seen + 1);
    const slot = seen === 0 ? snake : `${snake}_${seen}`;
    const edge = `cells/${i}`;
    return [{ attributes: [`cells/${slot}`], edge, name, role: edge, className, config: inner }];
  });
}

/**
 * `Bidirectional` builds both directions from one layer unless it is given a backward layer; Keras 3 always writes both
 * (`keras/src/layers/rnn/bidirectional.py`).
 */
function bidirectional(config: JsonObject, _name: string, version: KerasVersion | null): Part[] {
  const bare = (name: string): string => name.replace(/^forward_/, '');
  const backward = isObject(config.backward_layer) ? config.backward_layer : config.layer;
  const ownName = isObject(config.backward_layer) && version?.generation !== 2;
  return [
    ...wrapped(config.layer, ['forward_layer'], 'forward_layer', (name) => `forward_${bare(name)}`),
    ...wrapped(backward, ['backward_layer'], 'backward_layer', (name) =>
      ownName ? name : `backward_${bare(name)}`,
    ),
  ];
}

const attention =
  (underscored: boolean): ClassVariables['parts'] =>
  (config) => {
    const inner: JsonObject = { bias_axes: flag(config, 'use_bias', true) ? 'e' : null };
    const gate = flag(config, 'use_gate', false) ? ['gate'] : [];
    return ['query', 'key', ...gate, 'value', 'output'].map((part): Part => {
      const name = part === 'output' ? 'attention_output' : part;
      const plain = `${part}_dense`;
      const attributes = underscored ? [`_${plain}`, plain] : [plain, `_${plain}`];
      return { attributes, name, role: name, className: 'EinsumDense', config: inner };
    });
  };

/** Layers made of layers, by class. */
export const COMPOSITE_VARIABLES: Readonly<Record<string, ClassVariables>> = {
  SimpleRNN: builtInCell('SimpleRNNCell'),
  GRU: builtInCell('GRUCell'),
  LSTM: builtInCell('LSTMCell'),
  UnifiedGRU: builtInCell('GRUCell'),
  UnifiedLSTM: builtInCell('LSTMCell'),
  ConvLSTM1D: builtInCell('ConvLSTM1DCell', 'conv_lstm_cell'),
  ConvLSTM2D: builtInCell('ConvLSTM2DCell', 'conv_lstm_cell'),
  ConvLSTM3D: builtInCell('ConvLSTM3DCell', 'conv_lstm_cell'),
  RNN: { parts: rnn },
  StackedRNNCells: { parts: stackedCells },
  Bidirectional: { parts: bidirectional },
  TimeDistributed: { parts: (config) => wrapped(config.layer, ['layer'], 'layer') },
  Wrapper: { parts: (config) => wrapped(config.layer, ['layer'], 'layer') },
  SpectralNormalization: {
    own: () => present({ ...weight('kernel_copy'), legacyName: 'kernel' }, state('vector_u')),
    parts: (config) => wrapped(config.layer, ['layer'], 'layer'),
  },
  MultiHeadAttention: { parts: attention(false) as NonNullable<ClassVariables['parts']> },
  GroupQueryAttention: { parts: attention(true) as NonNullable<ClassVariables['parts']> },
  GroupedQueryAttention: { parts: attention(true) as NonNullable<ClassVariables['parts']> },
};
