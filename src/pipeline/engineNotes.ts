import { operationsOf } from '../formats/index.ts';
import type { OpenModel, ReadNote } from '../model/index.ts';
import type * as Run from '../run/index.ts';
import type { HostValue, RunnableModel, Samples } from '../run/index.ts';
import { runnable } from './runnable.ts';

/** One side as it ran. */
export interface RanSide {
  readonly opened: OpenModel;
  readonly model: RunnableModel;
  readonly samples: Samples;
  readonly answers: readonly (HostValue | null)[];
}

/**
 * What a SavedModel that Keras describes says of this tool: its layers ran on our engine for Keras, and the graph that
 * TensorFlow would run is held against them. Nothing for other files, and where code or a stand-in was supplied.
 */
export async function engineNotes(
  run: typeof Run,
  { opened, model, samples, answers }: RanSide,
  backend: Run.Backend,
): Promise<ReadNote[]> {
  if (!opened.program || opened.operations || model.custom || (model.identity?.size ?? 0) > 0) return [];
  const other = await operationsOf(opened);
  const operations = other && runnable(other);
  // What is computed in other precisions than single cannot be expected to agree.
  if (!operations || other.artifact.notes.some(({ code }) => code === 'tensorflow-precision')) return [];
  const check = await run.checkAgainst(operations, model.graph.outputs, answers, samples, backend);
  const where = 'saved_model.pb';
  switch (check.kind) {
    case 'agree':
      return [
        {
          code: 'engines-agree',
          message: `The file holds Keras’ layers and TensorFlow’s graph. Both were run, and agree within ${check.gap.toExponential(1)} of the largest value.`,
          where,
        },
      ];
    case 'disagree':
      return [
        {
          code: 'engines-disagree',
          message: `The file holds Keras’ layers and TensorFlow’s graph. Both were run, and differ at \`${check.output}\` by ${check.gap.toExponential(1)} of the largest value: either the two were not saved from one model, or the graph was traced in training mode, or this tool computes one of them wrongly.`,
          where,
        },
      ];
    case 'unchecked':
      return [
        {
          code: 'engines-unchecked',
          message: `The file holds Keras’ layers, which were run, and TensorFlow’s graph, which could not be held against them: ${check.because}.`,
          where,
        },
      ];
  }
}

/** The model with further notes. */
export function withNotes(model: OpenModel, notes: readonly ReadNote[]): OpenModel {
  if (notes.length === 0) return model;
  const { artifact } = model;
  return { ...model, artifact: { ...artifact, notes: [...artifact.notes, ...notes] } };
}
