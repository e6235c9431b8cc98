import type { ByteSource, FileSet, OpenModel } from '../model/index.ts';
import { isTable } from './containers/index.ts';
import { isArchitecture, openArchitecture } from './keras/openArchitecture.ts';
import { openArchive } from './keras/openArchive.ts';
import { openHdf5Model } from './keras/openHdf5Model.ts';
import { isOnnx } from './onnx/isOnnx.ts';
import { openOnnx } from './onnx/openOnnx.ts';
import { openWeightMap } from './openWeightMap.ts';
import { openSafetensors } from './safetensors/openSafetensors.ts';
import { isSafetensors } from './safetensors/readHeader.ts';
import { isCheckpointState, openLatestCheckpoint } from './tensorflow/checkpointState.ts';
import { openCheckpoint } from './tensorflow/openCheckpoint.ts';
import { openSavedModel } from './tensorflow/openSavedModel.ts';
import { isSavedModel } from './tensorflow/readSavedModel.ts';
import { isTfjsModel } from './tfjs/isTfjsModel.ts';
import { openTfjsModel } from './tfjs/openTfjsModel.ts';
import { openTflite } from './tflite/openTflite.ts';
import { isTflite } from './tflite/readModel.ts';
import { isWeightMap } from './weightMap.ts';

/** One kind of model: how the file that it is opened by looks, and how it is opened. */
export interface FormatReader {
  readonly label: string;
  /** Whether a file's content says that it is one. */
  readonly matches: (source: ByteSource) => boolean;
  /** What such a file is called in a folder that holds more. Only there do names count. */
  readonly named: RegExp;
  /** What it may be called besides, where no file has such a name and weights (`.bin`) lie beside it. */
  readonly perhaps?: RegExp;
  /** Everything beside it and below its folder is part of it. */
  readonly ownsFolder?: true;
  /** What lies beside it under such a name is part of it. */
  readonly ownsBeside?: RegExp;
  /** Opens it; `files` has what lies beside it, `at` is its own path there. */
  readonly open: (source: ByteSource, files: FileSet, at: string) => OpenModel | Promise<OpenModel>;
}

const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** The models that can be opened. A new format is a new row. */
export const FORMATS: readonly FormatReader[] = [
  {
    label: 'Keras archive (.keras)',
    matches: (source) =>
      startsWith(source, 0, [0x50, 0x4b, 0x03, 0x04]) || startsWith(source, 0, [0x50, 0x4b, 0x05, 0x06]),
    named: /\.keras$/i,
    open: openArchive,
  },
  { label: 'HDF5 (.h5)', matches: isHdf5, named: /\.(h5|hdf5)$/i, open: openHdf5Model },
  {
    label: 'TensorFlow.js (model.json)',
    matches: isTfjsModel,
    named: /(^|\/)model\.json$/i,
    perhaps: /\.json$/i,
    open: openTfjsModel,
  },
  {
    label: 'weights in several files (.safetensors.index.json, .weights.json)',
    matches: isWeightMap,
    named: /\.(safetensors\.index|weights)\.json$/i,
    ownsBeside: /(-\d{5}-of-\d{5}\.safetensors|_\d{5}\.weights\.h5)$/i,
    open: openWeightMap,
  },
  {
    label: 'architecture (model.to_json(), model.to_yaml())',
    matches: isArchitecture,
    named: /(^|\/)architecture\.(json|ya?ml)$/i,
    open: openArchitecture,
  },
  {
    label: 'SavedModel (saved_model.pb)',
    matches: isSavedModel,
    named: /(^|\/)saved_model\.(pb|pbtxt|cpb)$/,
    ownsFolder: true,
    open: openSavedModel,
  },
  {
    label: 'TensorFlow checkpoint (its list)',
    matches: isCheckpointState,
    named: /(^|\/)checkpoint$/,
    ownsFolder: true,
    open: openLatestCheckpoint,
  },
  { label: 'TensorFlow checkpoint (.index)', matches: isTable, named: /\.index$/i, open: openCheckpoint },
  { label: 'TensorFlow Lite (.tflite)', matches: isTflite, named: /\.tflite$/i, open: openTflite },
  { label: 'ONNX (.onnx)', matches: isOnnx, named: /\.onnx$/i, open: openOnnx },
  { label: 'safetensors', matches: isSafetensors, named: /\.safetensors$/i, open: openSafetensors },
];

/** The signature stands at 0, or behind a user block of 512 · 2ⁿ bytes (HDF5 File Format Specification, II.A). */
function isHdf5(source: ByteSource): boolean {
  for (let at = 0; at + HDF5.length <= source.size && at <= 2 ** 20; at = at === 0 ? 512 : at * 2) {
    if (startsWith(source, at, HDF5)) return true;
  }
  return false;
}

function startsWith(source: ByteSource, at: number, magic: readonly number[]): boolean {
  if (at + magic.length > source.size) return false;
  const bytes = source.view(at, magic.length);
  return magic.every((byte, i) => bytes[i] === byte);
}
