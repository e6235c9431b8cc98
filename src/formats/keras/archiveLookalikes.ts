/** A zip that people drop by mistake: how its names give it away, and what to say. */
interface Lookalike {
  readonly is: (names: readonly string[]) => boolean;
  readonly says: string;
}

const every =
  (pattern: RegExp) =>
  (names: readonly string[]): boolean =>
    names.length > 0 && names.every((name) => pattern.test(name));

const EXPECTED = 'Expected a .keras model with config.json, metadata.json and model.weights.h5.';

const LOOKALIKES: readonly Lookalike[] = [
  {
    is: every(/\.npy$/i),
    says: `This is a NumPy archive (.npz). Arrays are inputs (--inputs) or recorded predictions (--reference), not a model. ${EXPECTED}`,
  },
  {
    is: every(/\.(png|jpe?g|webp|bmp|gif)$/i),
    says: `This is an archive of pictures. Pictures are inputs (--inputs), not a model. ${EXPECTED}`,
  },
  {
    is: (names) => names.some((name) => /(^|\/)data\.pkl$/.test(name)),
    says: `This is a PyTorch file, a pickle that runs code when it is read. Save its state_dict as safetensors. ${EXPECTED}`,
  },
];

/** What a zip with these entries turns out to be; `null` where nothing is known of it. */
export function archiveLookalike(names: readonly string[]): string | null {
  const files = names.filter((name) => !name.endsWith('/'));
  return LOOKALIKES.find(({ is }) => is(files))?.says ?? null;
}
