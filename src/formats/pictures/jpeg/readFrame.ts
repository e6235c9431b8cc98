import { ReadError } from '../../../model/index.ts';
import { checkSize } from '../Picture.ts';
import type { Component, Frame } from './Frame.ts';

/**
 * Reads the frame header (ITU T.81, B.2.2) and makes room for the coefficients. Throws `ReadError` for what is damaged, and
 * by name for kinds of JPEG that Keras' own loaders do not read as RGB or grey either.
 */
export function readFrame(body: Uint8Array, isProgressive: boolean, name: string): Frame {
  const [bits = 0] = body;
  const [height, width] = [word(body, 1), word(body, 3)];
  const count = body[5] ?? 0;
  if (bits !== 8)
    throw new ReadError('unsupported-feature', `\`${name}\` has ${bits} bits a sample; JPEG is read with 8.`);
  if (height === 0 && width > 0)
    throw new ReadError(
      'unsupported-feature',
      `\`${name}\` states its height behind its pixels (DNL), which is not read.`,
    );
  checkSize(width, height, name);
  if (body.length !== 6 + 3 * count) throw damaged(name);
  if (count !== 1 && count !== 3)
    throw new ReadError(
      'unsupported-feature',
      `\`${name}\` has ${count} colour components (CMYK?). Save it as RGB.`,
    );
  const listed = Array.from({ length: count }, (_, i) => {
    const [id = 0, factors = 0, table = 0] = body.subarray(6 + 3 * i);
    return { id, h: factors >> 4, v: factors & 15, table };
  });
  const [hMax, vMax] = [Math.max(...listed.map(({ h }) => h)), Math.max(...listed.map(({ v }) => v))];
  for (const { h, v, table } of listed) {
    if (h < 1 || h > 4 || v < 1 || v > 4 || table > 3) throw damaged(name);
    if (hMax % h !== 0 || vMax % v !== 0)
      throw new ReadError(
        'unsupported-feature',
        `\`${name}\` samples its colours at ${hMax}:${h} × ${vMax}:${v}, which libjpeg does not read either.`,
      );
  }
  const unitsAcross = Math.ceil(width / (8 * hMax));
  const unitsDown = Math.ceil(height / (8 * vMax));
  const components = listed.map((it): Component => {
    const [across, down] = [Math.ceil((width * it.h) / hMax), Math.ceil((height * it.v) / vMax)];
    const stride = unitsAcross * it.h;
    return {
      ...it,
      width: across,
      height: down,
      blocksAcross: Math.ceil(across / 8),
      blocksDown: Math.ceil(down / 8),
      stride,
      coefficients: new Int16Array(64 * stride * unitsDown * it.v),
      missing: new Int8Array(64).fill(-1),
    };
  });
  return { width, height, isProgressive, unitsAcross, unitsDown, hMax, vMax, components };
}

const word = (body: Uint8Array, at: number): number => ((body[at] ?? 0) << 8) | (body[at + 1] ?? 0);

const damaged = (name: string): ReadError =>
  new ReadError('corrupt', `\`${name}\` has a damaged frame header (JPEG).`);
