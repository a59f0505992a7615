/** The screen is told of new lines so often at most. */
const tickMs = 60;

/** Tells the screen what has come in, some times a second. `tell` is called when there may be something. */
export const createTicker = (tell: () => void) => {
  let timer: NodeJS.Timeout | null = null;
  const now = (): void => {
    timer = null;
    tell();
  };
  return {
    soon(): void {
      timer ??= setTimeout(now, tickMs);
    },
    /** At once, and no more by itself. */
    finish(): void {
      if (timer !== null) clearTimeout(timer);
      now();
    },
  };
};
