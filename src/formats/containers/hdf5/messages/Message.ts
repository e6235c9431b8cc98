import type { Cursor } from '../../Cursor.ts';

/** Numbers of the object header messages that are read. HDF5 File Format Specification, section IV.A.2. */
export const MESSAGE = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  oldFillValue: 0x04,
  fillValue: 0x05,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

/** One message of an object header. */
export interface Message {
  readonly type: number;
  /** Bit 1: the body only says where the shared message is. */
  readonly flags: number;
  readonly body: Cursor;
  /** Whether a checksum covers the body, so that it cannot be changed in place. */
  readonly checksummed: boolean;
}

/** The first message of a type, if any. */
export function findMessage(messages: readonly Message[], type: number): Message | undefined {
  return messages.find((message) => message.type === type);
}
