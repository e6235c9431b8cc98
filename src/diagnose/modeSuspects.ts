import { alwaysTraining } from '../diff/index.ts';
import { versionOf } from '../keras/index.ts';
import type { LayerId, ModelArtifact } from '../model/index.ts';
import type { Modes } from '../run/index.ts';
import type { Case } from './Case.ts';
import type { Suspect } from './Replay.ts';

/** The replay in which no layer trains because its calls say so. */
export const STATED = 'mode stated';

/** The replay in which the Keras side normalises by its batch, beside a graph that was traced somehow. */
export const TRACED = 'mode traced';

/** Layers whose calls train while their model predicts, those of nested models too. */
export function statedTraining(artifact: ModelArtifact): LayerId[] {
  return [...alwaysTraining(artifact, versionOf(artifact)?.generation ?? null)];
}

/** Whether layers of this class normalise by their batch when they train. */
export const isBatchNormalization = (className: string): boolean => /BatchNormalization/.test(className);

/** Modes that are worth undoing, or trying. */
export function modeSuspects(it: Case): Suspect[] {
  return [...statedSuspect(it), ...tracedSuspect(it)];
}

function statedSuspect({ a, b }: Case): Suspect[] {
  const predicting = (artifact: ModelArtifact): Modes => ({
    layers: new Map(statedTraining(artifact).map((layer) => [layer, 'inference'])),
  });
  const modes = { a: predicting(a), b: predicting(b) };
  if (modes.a.layers?.size === 0 && modes.b.layers?.size === 0) return [];
  return [{ id: STATED, weights: [], options: [], version: false, modes }];
}

/** The side of Keras layers, where the other is a graph of TensorFlow's operations: its calls do not say how they were traced. */
export function kerasSideOfTraced({ a, b }: Pick<Case, 'a' | 'b'>): 'a' | 'b' | null {
  const [tracedA, tracedB] = [isTraced(a), isTraced(b)];
  if (tracedA === tracedB) return null;
  return tracedA ? 'b' : 'a';
}

const isTraced = ({ layers }: ModelArtifact): boolean => layers.some(({ kind }) => kind === 'tensorflow');

function tracedSuspect(it: Case): Suspect[] {
  const side = kerasSideOfTraced(it);
  if (side === null || !it[side].layers.some(({ className }) => isBatchNormalization(className))) return [];
  const modes: Modes = {
    classes: new Map(
      it[side].layers
        .filter(({ className }) => isBatchNormalization(className))
        .map(({ className }) => [className, 'training']),
    ),
  };
  return [{ id: TRACED, weights: [], options: [], version: false, modes: { [side]: modes } }];
}
