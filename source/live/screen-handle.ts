/** The screen as the live part knows it: something that can be put aside and brought back. */
export interface ScreenHandle {
  /** Leaves the alternate screen and raw mode, runs `during`, and draws everything again. */
  suspend(during: () => Promise<void>): Promise<void>;
  exit(): void;
}
