import type { OptionForm } from './forms.ts';
import { matters, type OptionRow, weightRules } from './OptionRow.ts';
import { activates, LAYOUT, LORA } from './sharedRows.ts';

const FORM: Readonly<Record<number, OptionForm>> = { 1: 'tuple1', 2: 'tuple2', 3: 'tuple3' };
const ones = (rank: number): number[] => new Array<number>(rank).fill(1);

function window(rank: number): OptionRow[] {
  const form = FORM[rank] as OptionForm;
  return [
    matters('kernel_size', null, form),
    matters('strides', ones(rank), form),
    matters('padding', 'valid'),
    LAYOUT,
    matters('dilation_rate', ones(rank), form),
    activates(),
    matters('use_bias', true),
  ];
}

const conv = (rank: number): OptionRow[] => [
  matters('filters'),
  matters('rank', rank),
  matters('groups', 1),
  ...window(rank),
  ...weightRules('kernel', 'bias'),
  ...LORA,
];

const transpose = (rank: number): OptionRow[] => [...conv(rank), matters('output_padding', null, FORM[rank])];

/** Keras writes `filters: null` and the kernel rules of the base class beside the depthwise ones. */
const depthwise = (rank: number): OptionRow[] => [
  ...conv(rank),
  matters('depth_multiplier', 1),
  ...weightRules('depthwise'),
];

const separable = (rank: number): OptionRow[] => [...depthwise(rank), ...weightRules('pointwise')];

/** Keras 2 only. `implementation` decides in which form the kernel is stored. */
const locallyConnected = (rank: number): OptionRow[] => [
  matters('filters'),
  matters('kernel_size', null, FORM[rank]),
  matters('strides', ones(rank), FORM[rank]),
  matters('padding', 'valid'),
  LAYOUT,
  activates(),
  matters('use_bias', true),
  matters('implementation', 1),
  ...weightRules('kernel', 'bias'),
];

/** Convolutions. */
export const CONVOLUTION: Readonly<Record<string, readonly OptionRow[]>> = {
  Conv1D: conv(1),
  Conv2D: conv(2),
  Conv3D: conv(3),
  Conv1DTranspose: transpose(1),
  Conv2DTranspose: transpose(2),
  Conv3DTranspose: transpose(3),
  DepthwiseConv1D: depthwise(1),
  DepthwiseConv2D: depthwise(2),
  SeparableConv1D: separable(1),
  SeparableConv2D: separable(2),
  LocallyConnected1D: locallyConnected(1),
  LocallyConnected2D: locallyConnected(2),
};
