/** Why Kafka could not be asked, in one line. */
export class KafkaError extends Error {
  override readonly name = 'KafkaError';
  constructor(
    message: string,
    /** What the person can do; '' when nothing is known. */
    readonly hint = '',
    options?: {cause?: unknown},
  ) {
    super(message, options);
  }
}

/** The code of the operating system, wherever the library has wrapped it. */
const systemCode = (error: unknown): string => {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1) {
    if ('code' in each && typeof each.code === 'string' && /^E[A-Z_]+$/.test(each.code)) return each.code;
  }
  return '';
};

/** What happened at an address, to go after its name: `refused`, `no such host`. */
export const networkWords = (error: unknown): string => {
  switch (systemCode(error)) {
    case 'ECONNREFUSED':
      return 'refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'no such host';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
    case 'EACCES':
      return 'not reachable';
    case 'ETIMEDOUT':
      return 'no answer';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'connection broken';
    default:
      return error instanceof Error && /timed out/i.test(error.message) ? 'no answer' : 'connection broken';
  }
};
