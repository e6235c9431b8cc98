import type { ModelInside } from '../../pipeline/index.ts';
import type { Report } from '../../report/index.ts';

/** What one side of a report holds, its layers called one after the other. */
export function fakeInside(report: Report, side: 'a' | 'b'): ModelInside {
  const layers = report.layers.flatMap((row) => {
    const id = row[side];
    if (id === null) return [];
    const own = row.variables.flatMap((at) => report.variables[at] ?? []);
    const { className, detail, kind, depth } = row;
    const parameters = own.reduce((sum, { shape }) => sum + shape.reduce((all, axis) => all * axis, 1), 0);
    const variables = own.flatMap((variable) => variable[side] ?? []);
    return [{ id, className, detail, kind, depth, config: { name: id }, variables, parameters }];
  });
  const called = layers.filter(({ kind }) => kind !== 'model');
  return {
    layers,
    variables: report.variables.flatMap((row) => {
      const id = row[side];
      if (id === null) return [];
      const layer = side === 'a' ? row.layerA : row.layerB;
      const { role, shape, dtype } = row;
      const size = shape.reduce((all, axis) => all * axis, 4);
      return [{ id, layer, role, purpose: 'weight', dtype, shape, byteLength: size, place: id } as const];
    }),
    calls: called.map(({ id }, at) => ({ layer: id, call: 0, reads: at > 0 ? [at - 1] : [], gives: [] })),
    missing: null,
  };
}
