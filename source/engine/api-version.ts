import {EngineError} from './errors.js';

/** The newest API whose replies were read and checked here, and the oldest one an engine may speak. */
export const NEWEST = '1.52';
export const OLDEST = '1.40';

/** Orders two versions like `1.41` and `1.9` by their numbers: negative when `a` is older. */
export function compareVersions(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}

/**
 * The version to speak with an engine that reports `offered` (header `Api-Version` of `/_ping`).
 * `wanted` is the person's DOCKER_API_VERSION. Throws EngineError `version` or `too-old`.
 */
export function negotiate(offered: string, wanted: string | undefined): string {
  if (wanted) {
    const said = `DOCKER_API_VERSION=${wanted}`;
    const hint = `unset DOCKER_API_VERSION, or set a version from ${OLDEST} to ${offered}`;
    if (!/^\d+\.\d+$/.test(wanted)) throw new EngineError('version', `${said} is not a version like ${OLDEST}`, hint);
    if (compareVersions(wanted, OLDEST) < 0)
      throw new EngineError('version', `${said} is older than ${OLDEST}, the oldest API stacktop speaks`, hint);
    if (compareVersions(wanted, offered) > 0)
      throw new EngineError('version', `${said} is newer than API ${offered}, the newest this engine speaks`, hint);
    return wanted;
  }
  if (compareVersions(offered, OLDEST) < 0)
    throw new EngineError(
      'too-old',
      `the engine speaks API ${offered}; stacktop needs ${OLDEST}`,
      'update Docker to 19.03 or later',
    );
  return compareVersions(offered, NEWEST) < 0 ? offered : NEWEST;
}
