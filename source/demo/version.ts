/** API versions the embedded engine can speak, and the engine that first shipped each (docs.docker.com/engine/api version matrix). */
const releases: Readonly<Record<string, string>> = {
  '1.40': '19.03.15',
  '1.41': '20.10.24',
  '1.42': '23.0.6',
  '1.43': '24.0.9',
  '1.44': '25.0.5',
  '1.45': '26.1.5',
  '1.46': '27.1.2',
  '1.47': '27.5.1',
  '1.48': '28.0.4',
  '1.49': '28.1.1',
  '1.50': '28.2.2',
  '1.51': '28.5.1',
  '1.52': '29.0.4',
};

export type ApiVersion = `1.${40 | 41 | 42 | 43 | 44 | 45 | 46 | 47 | 48 | 49 | 50 | 51 | 52}`;

/** The engine's own version number for an API version. */
export const releaseOf = (version: ApiVersion): string => releases[version] ?? '26.1.5';

/** The number after the dot: 45 of `1.45`; null when it is no version of the API. */
export const minorOf = (version: string): number | null => {
  const match = /^1\.(\d{1,3})$/.exec(version);
  return match ? Number(match[1]) : null;
};

/** The oldest version the engine still answers (moby:api/common.go, as it moved). */
export const oldestFor = (version: ApiVersion): string => {
  const minor = minorOf(version) ?? 45;
  if (minor >= 52) return '1.44';
  if (minor >= 44) return '1.24';
  return '1.12';
};
