/** One line of a container's log. */
export interface LogLine {
  /** The engine's timestamp in nanoseconds since 1970, as it was sent; null when the engine told none. */
  readonly time: bigint | null;
  readonly stream: 'stdout' | 'stderr';
  /** The line without its newline, as the container wrote it: hostile until sanitised. */
  readonly text: string;
  /** False while the line's newline has not arrived (a prompt, a progress bar). */
  readonly complete: boolean;
}
