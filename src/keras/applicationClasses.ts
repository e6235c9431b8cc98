import type { JsonObject } from '../model/index.ts';

/** What a serialised object says about where its class comes from. */
interface Origin {
  readonly className: string;
  readonly module: string | null;
  readonly registeredName: string | null;
  readonly config: JsonObject;
  /** The whole entry, calls included. */
  readonly raw: JsonObject;
}

/** A layer class of `keras.applications`. */
interface ApplicationClass {
  /** The file of `keras.applications` that defines it. */
  readonly file: string;
  /** What it is registered as in tf.keras, where nobody else can take that name. */
  readonly registered?: string;
  /** What only the network of that file shows, for files that hold class names without modules. */
  readonly isTold: (entry: Origin) => boolean;
}

const nameEnds = (ending: string) => (entry: Origin) =>
  typeof entry.config.name === 'string' &&
  new RegExp(`_stage_\\d+_block_\\d+_${ending}$`).test(entry.config.name);

/**
 * Layer classes that Keras defines for its own networks and exports nowhere (`keras/src/applications/convnext.py`,
 * `inception_resnet_v2.py`; the same since tf.keras 2.10). A class of the same name from elsewhere is somebody's own.
 */
const APPLICATION_CLASSES: Readonly<Record<string, ApplicationClass>> = {
  LayerScale: {
    file: 'convnext',
    isTold: (entry) => nameEnds('layer_scale')(entry) && has(entry, 'init_values', 'projection_dim'),
  },
  StochasticDepth: {
    file: 'convnext',
    isTold: (entry) => nameEnds('stochastic_depth')(entry) && has(entry, 'drop_path_rate'),
  },
  CustomScaleLayer: {
    file: 'inception_resnet_v2',
    registered: 'Custom>CustomScaleLayer',
    isTold: (entry) => has(entry, 'scale') && callsBlock(entry),
  },
};

/** Whether an object is a layer of `keras.applications` itself, and not of somebody who chose the same name. */
export function isApplicationClass(entry: Origin): boolean {
  const known = Object.hasOwn(APPLICATION_CLASSES, entry.className)
    ? APPLICATION_CLASSES[entry.className]
    : undefined;
  if (known === undefined) return false;
  if (entry.module !== null)
    return /^(tf_)?keras(\.src)?\.applications\.\w+$/.test(entry.module) && endsIn(entry.module, known.file);
  if (entry.registeredName !== null) return entry.registeredName === known.registered;
  return known.isTold(entry);
}

const endsIn = (module: string, file: string): boolean => module.endsWith(`.${file}`);

const has = ({ config }: Origin, ...keys: readonly string[]): boolean => keys.every((key) => key in config);

/** `CustomScaleLayer` has no name of its own; what it scales is the convolution that ends a block. */
function callsBlock({ raw }: Origin): boolean {
  return /"block(35|17|8)_\d+_conv"/.test(JSON.stringify(raw.inbound_nodes ?? null));
}
