import os from 'node:os';
import path from 'node:path';

/** The person's home; null where there is none: a user of a container that is in no list of users, and no HOME. */
export const homeFolder = (): string | null => {
  try {
    const home = os.homedir();
    return path.isAbsolute(home) ? home : null;
  } catch {
    return null; // the system does not know this user
  }
};
