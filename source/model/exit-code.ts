/** Numbers of the signals that end containers (Linux). */
const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
};

/** An exit code in words, with the cause where the number names one (128 + n is signal n; 125–127 are the engine's and the shell's). */
export const exitCodeInWords = (code: number, oomKilled: boolean): string => {
  if (oomKilled) return `${code}, out of memory`;
  if (code === 126) return '126, command not executable';
  if (code === 127) return '127, command not found';
  if (code === 125) return '125, the engine could not run it';
  if (code === 137) return '137, killed (SIGKILL)';
  if (code === 143) return '143, ended by SIGTERM';
  if (code === 139) return '139, crashed (SIGSEGV)';
  if (code === 134) return '134, aborted itself (SIGABRT)';
  const signal = signals[code - 128];
  return signal ? `${code}, ${signal}` : String(code);
};

/** Exit codes of a container that someone stopped: by itself, by SIGINT, by SIGTERM. */
export const isOrderlyExit = (code: number): boolean => code === 0 || code === 130 || code === 143;
