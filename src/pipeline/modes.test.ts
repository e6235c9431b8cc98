import { describe, expect, it } from 'vitest';
import type { Report } from '../report/index.ts';
import { fixtureFile, OPTIONS, testPipeline } from './testing.ts';

async function compared(files: Readonly<Record<string, string>>): Promise<Report> {
  const pipeline = testPipeline();
  for (const [slot, name] of Object.entries(files)) {
    const opened = await pipeline.open(slot as 'a', [fixtureFile(`modes/${name}`)]);
    if (!opened.ok) throw new Error(opened.failure.message);
  }
  const result = await pipeline.compare(OPTIONS, {});
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const recorded = (model: string, way: string): Promise<Report> =>
  compared({ a: `${model}.keras`, reference: `${model}.${way}.npz` });

describe.each(['k215', 'k315'])('Predictions recorded by Keras %s', (tag) => {
  it.each([
    ['batchnorm', ['bn']],
    ['transfer', ['bn2']],
  ])('with training=True are traced to the normalisation of %s, which repeats them', async (model, where) => {
    const report = await recorded(`${model}-${tag}`, 'training');
    expect(report.verdict).toBe('different');
    expect(report.findings).toMatchObject([{ cause: 'C48', grade: 'proven', share: 1, where }]);
    const figure = (name: string) => Number(report.findings[0]?.evidence[0]?.figures[name]);
    expect(figure('before')).toBeGreaterThan(1000 * figure('floor'));
    expect(figure('after')).toBeLessThanOrEqual(figure('floor'));
    expect(report.headline).toMatch(/recorded in training mode/);
  });

  it('with dropout at work may be a draw, which is never called proven', async () => {
    const report = await recorded(`dropouts-${tag}`, 'training');
    expect(report.findings).toMatchObject([
      { cause: 'C50', grade: 'possible', share: null, where: ['drop', 'drop2'] },
    ]);
    expect(report.headline).not.toMatch(/training/);
  });

  it('with images turned at random are repeated by nothing, and nothing is claimed', async () => {
    expect((await recorded(`augmented-${tag}`, 'training')).findings).toEqual([]);
  });

  it.each(['batchnorm', 'dropouts', 'both', 'transfer', 'augmented'])(
    'by predicting agree, and with other weights are not laid to the mode: %s',
    async (model) => {
      const right = await recorded(`${model}-${tag}`, 'predicted');
      expect([right.verdict, right.findings]).toEqual(['equivalent', []]);
      const other = await recorded(`${model}-${tag}`, 'other');
      expect([other.verdict, other.findings]).toEqual(['different', []]);
    },
  );
});

describe('A call that states training=True', () => {
  it.each([
    ['stated', 'unstated', 'A'],
    ['unstated', 'stated', 'B'],
  ])('is found where %s is compared with %s, and proven by predicting without it', async (a, b, side) => {
    const report = await compared({ a: `${a}-k215.h5`, b: `${b}-k215.h5` });
    expect(report.findings).toMatchObject([{ cause: 'C50', grade: 'proven', share: 1, where: ['drop'] }]);
    expect(report.findings[0]?.title).toBe(`${side} calls \`drop\` with training=True`);
  });

  it('on both sides is why the same model draws other values under another name', async () => {
    const report = await compared({ a: 'stated-k215.h5', b: 'stated-again-k215.h5' });
    expect(report.findings[0]).toMatchObject({ cause: 'C50', grade: 'proven', where: ['drop', 'other'] });
  });

  it('of a layer that draws what is not computed here stops the run by its name, and is no cause in one file', async () => {
    const report = await compared({ a: 'stated-flip-k215.h5', b: 'stated-flip-k215.h5' });
    expect(report.runs[0]?.coverage.stoppedAt).toMatchObject({ className: 'RandomFlip', layer: 'flip' });
    expect(report.verdict).toBe('identical');
    expect(report.findings).toEqual([]);
  });
});
