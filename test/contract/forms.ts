import {expect} from 'vitest';

/** Forms of values that several answers hold. */
export const id = expect.stringMatching(/^[0-9a-f]{64}$/);
export const imageId = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
export const text = expect.any(String);
export const number = expect.any(Number);
export const address = expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/);
export const mac = expect.stringMatching(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
/** RFC 3339 with a fraction. */
export const time = expect.stringMatching(/^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}(Z|[+-]\d\d:\d\d)$/);
/** Go's zero time: never. */
export const never = '0001-01-01T00:00:00Z';
export const json = 'application/json';
