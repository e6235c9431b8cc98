import { spawnSync } from 'node:child_process';

const NEEDED = `Proofs compare this checkout with real Keras, so they need a Python that has it:

  python3.11 -m venv keras315
  keras315/bin/pip install tensorflow-cpu==2.21.0 keras==3.15.1
  PYTHON=keras315/bin/python npm run proofs

PYTHONS takes several, separated by ':'; fixtures/make/README.md lists the five versions that the fixtures come from.`;

/** The Pythons that PYTHONS or PYTHON name: `{ path, keras }`. Throws, and says what is needed, when one cannot be used. */
export function findPythons() {
  const paths = (process.env.PYTHONS ?? process.env.PYTHON ?? '').split(':').filter(Boolean);
  if (paths.length === 0) throw new Error(NEEDED);
  return paths.map((path) => {
    const done = spawnSync(path, ['-c', 'import keras, tensorflow; print(keras.__version__)'], {
      encoding: 'utf8',
      env: quiet(),
    });
    const keras = done.stdout?.trim().split('\n').at(-1) ?? '';
    if (done.status === 0 && /^\d+\.\d+/.test(keras)) return { path, keras };
    const why = done.error?.message ?? done.stderr.trim().split('\n').at(-1);
    throw new Error(`${path} has no Keras with TensorFlow: ${why}\n\n${NEEDED}`);
  });
}

/** Runs a maker. `{ stdout, failed }`, where `failed` is the last line of what went wrong, or null. */
export function runPython(path, args, env = {}) {
  const options = { encoding: 'utf8', env: { ...quiet(), ...env }, maxBuffer: 2 ** 26 };
  const done = spawnSync(path, args, options);
  const failed = done.status === 0 ? null : (done.stderr ?? '').trim().split('\n').at(-1) || 'it was killed';
  return { stdout: done.stdout ?? '', failed };
}

const quiet = () => ({
  ...process.env,
  TF_CPP_MIN_LOG_LEVEL: '3',
  CUDA_VISIBLE_DEVICES: '',
  PYTHONWARNINGS: 'ignore',
});
