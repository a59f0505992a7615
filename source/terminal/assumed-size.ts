type Environment = Readonly<Record<string, string | undefined>>;

/** As much of a `tty.WriteStream` as it takes. */
interface Output {
  readonly isTTY: boolean;
  columns: number;
  rows: number;
  prependListener(event: 'resize', listener: () => void): unknown;
}

const cells = (text: string | undefined, otherwise: number): number =>
  text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : otherwise;

/**
 * A terminal that reports no size (a serial line, a PTY whose size nobody set, `docker exec -t` before its first resize: 0×0) is taken for one
 * of COLUMNS by LINES cells, or of 80 by 24, as ncurses does. Once it tells a size, that one counts.
 */
export const assumeSize = (stdout: Output, env: Environment): void => {
  if (!stdout.isTTY) return;
  const assume = (): void => {
    stdout.columns ||= cells(env.COLUMNS, 80);
    stdout.rows ||= cells(env.LINES, 24);
  };
  assume();
  // Node reads the size again at every SIGWINCH; whoever else listens has to find the assumed one.
  stdout.prependListener('resize', assume);
};
