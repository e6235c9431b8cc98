import { isArray, isObject } from '../../model/index.ts';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { inputOf, isTraining, onlyKnownArguments } from './callArguments.ts';
import { innerLayer } from './innerLayer.ts';
import type { Kernel, KernelCall, KernelTable } from './Kernel.ts';

/** Since 3.6 these hand whole numbers on as they are; the others cast first (`image_preprocessing/*.py`, `transform_images`). */
const AS_THEY_ARE: ReadonlySet<string> = new Set([
  ...[
    'RandomBrightness',
    'RandomContrast',
    'RandomColorDegeneration',
    'RandomColorJitter',
    'RandomGrayscale',
  ],
  ...['RandomHue', 'RandomInvert', 'RandomPosterization', 'RandomSaturation', 'AugMix', 'MixUp'],
  ...['Equalization', 'MaxNumBoundingBoxes'],
]);

/** Augmentation of images: nothing but a cast when predicting, random when asked to train. */
const augmentation: Kernel = (call) => {
  onlyKnownArguments(call, ['inputs', 'data', 'training', 'mask']);
  refuseDicts(call);
  if (isTraining(call)) refuseTraining(call);
  const input = inputOf(call);
  const { version } = call;
  const isNew = version?.generation === 3 && version.minor >= 6;
  const tensor = isNew && AS_THEY_ARE.has(call.className) ? input.tensor : toFloat(input.tensor);
  return [{ tensor, mask: null }];
};

/** What these do in training mode is not computed here: all but one of them draw what they do at random. */
export function refuseTraining({ className }: KernelCall): void {
  if (className === 'MaxNumBoundingBoxes') return;
  const random = className === 'Equalization' ? 'it equalises, which is not computed here' : 'it is random';
  throw new RunStop(
    `In training mode (training=True) ${random}: ${className} runs here for predicting alone.`,
  );
}

/** Images with boxes, masks or labels beside them come as a dict. */
export function refuseDicts(call: KernelCall): void {
  if ([...call.args, ...Object.values(call.kwargs)].some((given) => given.kind === 'dict'))
    throw new RunStop('It is called with a dict of images and more, which is not supported.');
}

/** One layer after the other (`keras/src/layers/preprocessing/pipeline.py`). */
const pipeline: Kernel = (call) => {
  onlyKnownArguments(call, ['inputs', 'training', 'mask']);
  refuseDicts(call);
  const { layers } = call.options;
  if (!isArray(layers ?? null)) throw new RunStop('The file does not state its option layers.');
  const first = [inputOf(call)];
  return (layers as readonly unknown[]).reduce<ReturnType<Kernel>>((values, entry) => {
    const layer = innerLayer(isObject(entry as never) ? (entry as never) : undefined, 'layers');
    const args = values.map((value) => ({ kind: 'value' as const, value }));
    return call.inner(layer, `layers/${String(layer.config.name)}`, args);
  }, first);
};

const CLASSES = [
  ...['RandomFlip', 'RandomRotation', 'RandomZoom', 'RandomTranslation', 'RandomShear', 'RandomPerspective'],
  ...['RandomElasticTransform', 'RandomContrast', 'RandomBrightness', 'RandomHue', 'RandomSaturation'],
  ...['RandomSharpness', 'RandomPosterization', 'RandomInvert', 'RandomColorDegeneration', 'RandomGrayscale'],
  ...['RandomErasing', 'RandomGaussianBlur', 'RandomColorJitter', 'RandAugment', 'AugMix', 'MixUp', 'CutMix'],
  ...['Solarization', 'Equalization', 'MaxNumBoundingBoxes', 'RandomHeight', 'RandomWidth'],
];

/** Layers that change images in training only, and those that call them. */
export const AUGMENTATION: KernelTable = {
  ...Object.fromEntries(CLASSES.map((name) => [name, augmentation])),
  Pipeline: pipeline,
};
