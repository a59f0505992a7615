import type {API} from '@platformatic/kafka';
import type {Library} from './link.js';

/** What a leader sends of one partition: its record batches as they are stored. */
export interface FetchedPartition {
  readonly topic: string;
  readonly partition: number;
  readonly errorCode: number;
  readonly records: Buffer;
}

type Request = Parameters<Library['fetchV12']['createRequest']>;
export type FetchApi = API<Request, readonly FetchedPartition[]>;

/**
 * The library's request of messages, with a reader of our own for the reply: the library unpacks everything at once, and one batch that
 * it cannot unpack spoils them all. Tagged fields are skipped as the protocol has them.
 */
export const fetchApi = ({createAPI, fetchV12, Reader}: Library): FetchApi => {
  type In = InstanceType<typeof Reader>;
  const skipTags = (reader: In): void => {
    for (let tags = reader.readUnsignedVarInt(); tags > 0; tags -= 1) {
      reader.readUnsignedVarInt();
      reader.skip(reader.readUnsignedVarInt());
    }
  };
  const list = (reader: In, each: () => void): void => {
    for (let left = reader.readUnsignedVarInt() - 1; left > 0; left -= 1) each();
  };
  const read = (reader: In): FetchedPartition[] => {
    const found: FetchedPartition[] = [];
    reader.readInt32(); // throttle time
    const whole = reader.readInt16();
    reader.readInt32(); // session
    list(reader, () => {
      const topic = reader.readString();
      list(reader, () => {
        const partition = reader.readInt32();
        const errorCode = reader.readInt16() || whole;
        reader.skip(24); // three offsets: high watermark, last stable, log start
        list(reader, () => {
          reader.skip(16); // an aborted transaction: producer, offset
          skipTags(reader);
        });
        reader.skip(4); // preferred replica
        const size = Math.max(0, reader.readUnsignedVarInt() - 1);
        const records = reader.buffer.slice(reader.position, reader.position + size);
        reader.skip(size);
        skipTags(reader);
        found.push({topic, partition, errorCode, records});
      });
      skipTags(reader);
    });
    if (whole !== 0 && found.length === 0) found.push({topic: '', partition: -1, errorCode: whole, records: Buffer.alloc(0)});
    return found;
  };
  return createAPI<Request, readonly FetchedPartition[]>(
    fetchV12.api.key,
    fetchV12.api.version,
    fetchV12.createRequest,
    (_correlation, _key, _version, reader) => read(reader),
  );
};
