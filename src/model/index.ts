/** The vocabulary: what a model is, once it is read. Plain data and small words about it; it knows no format and no rule. */
export { areForeign, isConverted } from './areForeign.ts';
export type { ByteSource } from './ByteSource.ts';
export { DTYPE_BYTES, type DType, isFloat } from './DType.ts';
export type { FileSet } from './FileSet.ts';
export type { Argument, Graph, GraphNode, ModelCall, NodeId, Port, TensorRef } from './Graph.ts';
export type {
  ArgDef,
  AttrList,
  AttrValue,
  FunctionDef,
  FunctionLibrary,
  GraphDef,
  NameAttrList,
  NodeDef,
  OpDef,
  TensorProto,
  Whole,
} from './GraphDef.ts';
export { groupBy } from './groupBy.ts';
export type { LayerId, VariableId } from './ids.ts';
export { isStreamed } from './isStreamed.ts';
export { isArray, isObject, type Json, type JsonObject } from './Json.ts';
export type { Layer, LayerKind } from './Layer.ts';
export {
  type FormatId,
  type Holds,
  hasGraph,
  type ModelArtifact,
  type Producer,
  type ReadNote,
} from './ModelArtifact.ts';
export { maskMakers } from './maskMakers.ts';
export type { AssetStore, OpenModel, TensorStore } from './OpenModel.ts';
export type {
  PickleArray,
  PickleBytes,
  PickleDict,
  PickleDtype,
  PickleGlobal,
  PickleObject,
  PickleSequence,
  PickleSlice,
  PickleValue,
} from './PickleValue.ts';
export { placeTells } from './placeTells.ts';
export { ReadError, type ReadErrorCode, type ReadFailure, TRAP } from './ReadError.ts';
export { formatShape, type PartialShape, type Shape, sameShape, sizeOf } from './Shape.ts';
export type {
  CheckpointWeights,
  LegacyWeights,
  NamedWeights,
  StoredWeight,
  StoredWeights,
  V3Group,
  V3Weights,
} from './StoredWeights.ts';
export type { Tensor } from './Tensor.ts';
export { isDType, type TfDataType, tfDataTypeOf } from './TfDataType.ts';
export type { TfjsFile, TfjsWeight } from './TfjsFile.ts';
export type { TfModel, TfNode, TfSubgraph } from './TfModel.ts';
export type {
  Asset,
  Capture,
  ConcreteFunction,
  SavedNode,
  Signature,
  StructuredValue,
  TensorInfo,
  TfProgram,
} from './TfProgram.ts';
export { tensorsIn } from './tensorsIn.ts';
export type { NameSource, Purpose, Rounding, Storage, Variable } from './Variable.ts';
export { toFloat32, toFloat64, toNumbers } from './values.ts';
