import type {TopicItem} from '../../model/topic.js';
import type {Library} from './link.js';
import {messageText} from './text.js';
import {codecName, Unreadable, unpack} from './unpack.js';

/** Of every message. */
export interface Keep {
  /** Bytes of a value that are kept. */
  readonly value: number;
}

const keyBytes = 4096;
const mostHeaders = 32;
const headerBytes = 1024;
/** Of one reading: a packed batch can hold millions of tiny ones. */
const mostItems = 10_000;

const [lengthAt, magicAt, attributesAt, lastDeltaAt, timestampAt, maxTimestampAt, countAt, recordsAt] = [
  8, 16, 21, 23, 27, 35, 57, 61,
];
const isControl = 0x20;
const logAppendTime = 0x08;

/** What was read of a partition. */
export interface Read {
  readonly items: TopicItem[];
  /** Offset to go on with. */
  readonly next: number;
}

/**
 * Reads the record batches of one partition (the format of Kafka 0.11 and later) from `from` on. One that is not whole ends it: the broker
 * sends as many bytes as fit. What cannot be read becomes a gap, and reading goes on behind it.
 */
export const readBatches = (library: Library, partition: number, data: Buffer, from: number, keep: Keep): Read => {
  const items: TopicItem[] = [];
  let next = from;
  for (let at = 0; at + recordsAt <= data.length; ) {
    const first = Number(data.readBigInt64BE(at));
    const end = at + 12 + data.readInt32BE(at + lengthAt);
    if (end > data.length || end <= at + magicAt) break;
    const batch = data.subarray(at, end);
    at = end;
    const isOld = (batch[magicAt] ?? 0) < 2;
    if (!isOld && batch.length < recordsAt) break; // damaged
    const last = isOld ? first : first + Math.max(0, batch.readInt32BE(lastDeltaAt));
    if (last < from) continue;
    const gap = (why: string, count: number | null) => {
      const offset = Math.max(first, from);
      items.push({kind: 'gap', partition, offset, count: count === null ? null : Math.min(count, last - offset + 1), why});
    };
    if (isOld) gap('written before Kafka 0.11: not readable here', null);
    else if ((batch.readInt16BE(attributesAt) & isControl) === 0) readBatch(library, partition, batch, from, keep, items, gap);
    if (items.length >= mostItems) return {items, next: Math.min((items.at(-1)?.offset ?? last) + 1, last + 1)};
    next = last + 1;
  }
  return {items, next};
};

const readBatch = (
  library: Library,
  partition: number,
  batch: Buffer,
  from: number,
  keep: Keep,
  items: TopicItem[],
  gap: (why: string, count: number) => void,
): void => {
  const first = Number(batch.readBigInt64BE(0));
  const attributes = batch.readInt16BE(attributesAt);
  const count = batch.readInt32BE(countAt);
  const codec = attributes & 7;
  const started = items.length;
  try {
    const reader = library.Reader.from(unpack(library, codec, batch.subarray(recordsAt)));
    const [base, newest] = [Number(batch.readBigInt64BE(timestampAt)), Number(batch.readBigInt64BE(maxTimestampAt))];
    for (let index = 0; index < count && items.length < mostItems; index += 1) {
      const before = reader.position;
      const record = library.readRecord(reader);
      if (reader.position <= before) throw new Unreadable('damaged');
      const offset = first + record.offsetDelta;
      if (offset < from) continue;
      const timestamp = attributes & logAppendTime ? newest : base + Number(record.timestampDelta);
      items.push({
        kind: 'message',
        partition,
        offset,
        timestamp: timestamp < 0 ? null : timestamp,
        key: messageText(record.key, keyBytes),
        value: messageText(record.value, keep.value),
        headers: record.headers.slice(0, mostHeaders).map(([name, value]) => ({
          name: messageText(name, headerBytes)?.text ?? '',
          value: messageText(value, headerBytes),
        })),
      });
    }
  } catch (error) {
    const why = error instanceof Unreadable ? error.message : 'damaged';
    gap(codec === 0 ? why : `compressed with ${codecName(codec)}: ${why}`, Math.max(0, count - (items.length - started)));
  }
};
