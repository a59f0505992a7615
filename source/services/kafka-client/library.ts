/**
 * All that is used of the client library. Nothing else imports it: this file is bundled on its own (dist/kafka.cjs) and loaded when a
 * broker is first spoken to, so that a start does not pay for it.
 */
export {
  apiVersionsV3,
  Connection,
  compressionsAlgorithms,
  createAPI,
  createTopicsV7,
  deleteTopicsV6,
  describeConfigsV4,
  describeGroupsV5,
  fetchV12,
  listGroupsV4,
  listOffsetsV5,
  metadataV9,
  offsetFetchV8,
  protocolErrors,
  protocolErrorsCodesById,
  Reader,
  ResponseError,
  readRecord,
} from '@platformatic/kafka';
