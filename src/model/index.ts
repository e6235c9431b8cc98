/** The vocabulary: what a model is, once it is read. Plain data and small words about it; it knows no format and no rule. */
export type { ByteSource } from './ByteSource.ts';
export { DTYPE_BYTES, type DType, isFloat } from './DType.ts';
export type { FileSet } from './FileSet.ts';
export type { Argument, Graph, GraphNode, ModelCall, NodeId, Port, TensorRef } from './Graph.ts';
export { groupBy } from './groupBy.ts';
export type { LayerId, VariableId } from './ids.ts';
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
export type { AssetStore, OpenModel, TensorStore } from './OpenModel.ts';
export { ReadError, type ReadErrorCode, type ReadFailure } from './ReadError.ts';
export { formatShape, type PartialShape, type Shape, sameShape, sizeOf } from './Shape.ts';
export type { Tensor } from './Tensor.ts';
export type { TfjsFile, TfjsWeight } from './TfjsFile.ts';
export type { NameSource, Purpose, Storage, Variable } from './Variable.ts';
export { toFloat32, toFloat64, toNumbers } from './values.ts';
