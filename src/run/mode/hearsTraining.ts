import { isArray, isObject, type Json, type Layer } from '../../model/index.ts';

/** Layers whose `call` reads `training` and may answer otherwise for it. */
const HEARS =
  /(Batch|Spectral)Normalization|Dropout|GaussianNoise|StochasticDepth|Attention|RNN|LSTM|GRU|^Random|^RandAugment|^AugMix|^MixUp|^CutMix|^Solarization|^Equalization|^AutoContrast|^ContrastLimited|^MaxNumBoundingBoxes/;

/** Class names of a layer and of all that its config holds. */
export function classesOf({ className, config }: Pick<Layer, 'className' | 'config'>): string[] {
  return [className, ...classesIn(config)];
}

function classesIn(value: Json): string[] {
  if (isArray(value)) return value.flatMap(classesIn);
  if (!isObject(value)) return [];
  const own = typeof value.class_name === 'string' ? [value.class_name] : [];
  return [...own, ...Object.values(value).flatMap((item) => classesIn(item ?? null))];
}

/** Whether the mode may change what a layer answers. Code that is not Keras' own may hear anything. */
export function hearsTraining(layer: Pick<Layer, 'className' | 'config' | 'kind'>): boolean {
  return layer.kind === 'custom' || classesOf(layer).some((name) => HEARS.test(name));
}
