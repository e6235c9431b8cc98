/** Protocol buffers from the wire up: no generated code, nothing but the fields that somebody asks for. */
export { fieldAt, MessageRange, type RangedField } from './MessageRange.ts';
export { type Fields, readEntry, readFields } from './readFields.ts';
export { WireReader } from './WireReader.ts';
