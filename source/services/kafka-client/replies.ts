import type {metadataV9} from './library.js';

/** The reply about brokers and topics. */
export type MetadataResponse = ReturnType<typeof metadataV9.parseResponse>;
export type MetadataTopic = MetadataResponse['topics'][number];
