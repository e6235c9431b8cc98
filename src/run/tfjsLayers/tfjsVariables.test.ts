import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildObjects } from '../../keras/loading/buildObjects.ts';
import { architectureOf, type TfjsCase, tfjsCases } from '../../keras/loading/testing.ts';
import { tfjsVariables } from '../../keras/loading/tfjsVariables.ts';
import { chainOps } from './chainOps.ts';

/** Configs that TensorFlow.js makes; those that it refuses have no variables. */
const made = tfjsCases().filter(({ refusal }) => refusal === null || /target variable/.test(refusal));

async function inTfjs({ config }: TfjsCase): Promise<string[][]> {
  const model = await layers.models.modelFromJSON(JSON.parse(JSON.stringify({ model_config: config })));
  const names = model.layers.map((layer) => layer.weights.map(({ originalName }) => originalName));
  model.dispose();
  return names;
}

describe('the names of variables, as TensorFlow.js gives them', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
    chainOps();
  });

  it.each(made.map((one) => [one.title, one] as const))('%s', async (_, one) => {
    const model = buildObjects(architectureOf(one.into, { generation: 2, major: 2, minor: 15 }), 2);
    const mine = tfjsVariables(model).map((layer) => layer.map(({ name }) => name));
    expect(mine.filter((names) => names.length > 0)).toEqual(
      (await inTfjs(one)).filter((names) => names.length > 0),
    );
  });
});
