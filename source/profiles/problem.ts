/** What is wrong with a profile's file, and where. */
export interface ProfileProblem {
  readonly file: string;
  /** Line of the file, from 1; null when it is about the file as a whole. */
  readonly line: number | null;
  /** The key as `services.kafka.kind`; '' when it is about the file as a whole. */
  readonly key: string;
  readonly message: string;
}

/** The problem as one line: `auren.yml:12: services.kafka.kind: …`. */
export const problemText = (problem: ProfileProblem): string =>
  [problem.line === null ? problem.file : `${problem.file}:${problem.line}`, problem.key, problem.message]
    .filter(part => part !== '')
    .join(': ');
