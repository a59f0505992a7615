import type {DemoMessage} from './cluster.js';
import {Encoder} from './wire.js';

/** CRC-32C, as record batches have it. */
const checksum = (bytes: Buffer): number => {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f6_3b78 : 0);
  }
  return (crc ^ 0xffff_ffff) | 0;
};

const recordOf = ({offset, time, key, value}: DemoMessage, first: DemoMessage): Buffer => {
  const [keyBytes, valueBytes] = [Buffer.from(key ?? ''), Buffer.from(value)];
  const record = new Encoder()
    .int8(0)
    .varint(time - first.time)
    .varint(offset - first.offset)
    .varint(key === null ? -1 : keyBytes.length)
    .raw(keyBytes)
    .varint(valueBytes.length)
    .raw(valueBytes)
    .varint(0) // no headers
    .bytes();
  return new Encoder().varint(record.length).raw(record).bytes();
};

/** Messages as the one record batch that a broker would keep (format 2, not packed); nothing when there are none. */
export const batchOf = (messages: readonly DemoMessage[]): Buffer => {
  const [first, last] = [messages[0], messages.at(-1)];
  if (first === undefined || last === undefined) return Buffer.alloc(0);
  const checked = new Encoder()
    .int16(0) // attributes: not packed, the producer's time
    .int32(last.offset - first.offset)
    .int64(first.time)
    .int64(Math.max(...messages.map(({time}) => time)))
    .int64(-1)
    .int16(-1)
    .int32(-1) // no idempotent producer
    .int32(messages.length)
    .raw(Buffer.concat(messages.map(message => recordOf(message, first))))
    .bytes();
  const rest = new Encoder().int32(0).int8(2).int32(checksum(checked)).raw(checked).bytes();
  return new Encoder().int64(first.offset).int32(rest.length).raw(rest).bytes();
};
