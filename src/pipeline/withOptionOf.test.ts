import { describe, expect, it } from 'vitest';
import { withOptionOf } from './withOptionOf.ts';

const keras2 = { generation: 2, major: 2, minor: 15 } as const;
const keras3 = { generation: 3, major: 3, minor: 15 } as const;
const versions = { own: keras3, other: keras3 };

describe('a layer with one option of another', () => {
  it('takes that option, and keeps its others', () => {
    const a = { className: 'LSTM', config: { units: 4, go_backwards: true, activation: 'relu' } };
    const b = { className: 'LSTM', config: { units: 4, go_backwards: false, activation: 'tanh' } };
    expect(withOptionOf(b, a, 'go_backwards', versions).config).toMatchObject({
      units: 4,
      go_backwards: true,
      activation: 'tanh',
    });
  });

  it('takes the default where the other leaves it out, by the version that wrote it, under any spelling', () => {
    const a = { className: 'LeakyReLU', config: { alpha: 0.1 } };
    const b = { className: 'LeakyReLU', config: { negative_slope: 0.3 } };
    const changed = withOptionOf(b, a, 'negative_slope', { own: keras3, other: keras2 });
    expect(changed.config).toMatchObject({ negative_slope: 0.1 });
    const bare = withOptionOf(
      { className: 'LeakyReLU', config: { negative_slope: 0.1 } },
      { className: 'LeakyReLU', config: {} },
      'negative_slope',
      versions,
    );
    expect(bare.config).toMatchObject({ negative_slope: 0.3 });
  });

  it('reaches into wrappers, and into nothing else of them', () => {
    const wrapped = (config: Record<string, string | number>) => ({
      className: 'Bidirectional',
      config: { merge_mode: 'concat', layer: { class_name: 'GRU', config: { units: 3, ...config } } },
    });
    const changed = withOptionOf(
      wrapped({ activation: 'tanh', recurrent_activation: 'sigmoid' }),
      wrapped({ activation: 'relu', recurrent_activation: 'relu' }),
      'layer.recurrent_activation',
      versions,
    );
    expect(changed.config).toMatchObject({
      merge_mode: 'concat',
      layer: { class_name: 'GRU', config: { activation: 'tanh', recurrent_activation: 'relu' } },
    });
  });

  it('takes class and all options where no option is named', () => {
    const a = { className: 'Multiply', config: {} };
    expect(withOptionOf({ className: 'Maximum', config: { x: 1 } }, a, null, versions)).toEqual(a);
  });
});
