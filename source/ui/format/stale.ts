/** Rows off the screen are sampled every ten seconds: their samples are not old before this. */
const hiddenMs = 30_000;

/** ms between two frames of an engine's stream: Podman takes its time (podman:pkg/api/handlers/compat/containers_stats.go). */
export const streamMs = (product: string | undefined): number => (product === 'Podman' ? 5000 : 1000);

/**
 * How old a sample may be (ms) before it is drawn as out of date: three intervals of its source, as the person asked for them or as the
 * source has them. A row that has just come onto the screen was sampled seldom until now.
 * @param shownMs how long its row has been on screen @param product `Docker` or `Podman`
 */
export const staleAfter = (source: string, intervalMs: number | null, shownMs: number, product?: string): number => {
  const least = source === 'stream' ? streamMs(product) : 0;
  const three = 3 * Math.max(least, intervalMs ?? (source === 'one-shot' ? 2000 : 1000));
  return shownMs < three ? Math.max(three, hiddenMs) : three;
};
