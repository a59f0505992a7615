/** Why an engine could not be used. The exit code of the program and the line on screen follow from it. */
export type EngineErrorCode =
  | 'no-socket'
  | 'no-permission'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'tls'
  | 'not-an-engine'
  | 'too-old'
  | 'version'
  | 'unknown-context'
  | 'bad-endpoint'
  | 'not-found'
  | 'conflict'
  | 'lost'
  /** What was run in a container took longer than it may; the engine is well. */
  | 'late'
  | 'engine';

/** Codes of an engine that cannot be talked to at all; the others are about one request. */
const unreached: readonly EngineErrorCode[] = [
  'no-socket',
  'no-permission',
  'refused',
  'unreachable',
  'timeout',
  'tls',
  'not-an-engine',
  'too-old',
  'version',
  'lost',
];

/** Whether no engine could be reached, and not only one request failed. */
export const isUnreached = ({code}: EngineError): boolean => unreached.includes(code);

/** Both in one line, for places that have no other. */
export const withHint = ({message, hint}: Pick<EngineError, 'message' | 'hint'>): string =>
  hint === '' ? message : `${message}; ${hint}`;

/** What went wrong, in one line, and what to do about it, in another. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    readonly code: EngineErrorCode,
    message: string,
    /** What the person can do; '' when nothing is known. */
    readonly hint = '',
    /** HTTP status when the engine answered. */
    readonly status: number | null = null,
    options?: {cause?: unknown},
  ) {
    super(message, options);
  }
}
