import type {ProfileProbe} from './profile.js';

/** `:8000/health`, `8000/health` or `http://localhost:8000/health` as port and path; null for anything else. */
export const probeOf = (text: string | undefined): ProfileProbe | null => {
  const match = /^(?:(?:https?:\/\/[^\s/:]+)?:)?(\d{1,5})(\/[^\s\0-\x1f\x7f-\x9f]*)$/.exec(text ?? '');
  const port = Number(match?.[1] ?? 0);
  return match?.[2] && port > 0 && port < 65536 ? {port, path: match[2]} : null;
};
