/** A process that is stopped runs no timers: one that still runs after that long was not stopped. */
const patienceMs = 300;

/**
 * Stops the whole job, as ^Z does in the shell, until `fg`. False when nothing stopped it: a group without a shell above that could
 * continue it ignores SIGTSTP (POSIX, "orphaned process group"), as under `ssh -t HOST stacktop`.
 */
export const stopHere = async (): Promise<boolean> => {
  let decide: (stopped: boolean) => void = () => {};
  const decided = new Promise<boolean>(resolve => {
    decide = resolve;
  });
  const back = (): void => decide(true);
  process.once('SIGCONT', back);
  // Timers come before signals in a turn of the event loop: after a real stop SIGCONT is waiting there.
  const timer = setTimeout(() => setImmediate(() => decide(false)), patienceMs);
  try {
    process.kill(0, 'SIGTSTP');
    return await decided;
  } finally {
    clearTimeout(timer);
    process.off('SIGCONT', back);
  }
};
