import type {ProfileProbe} from '../model/profile.js';

/** `:8000/health`, `8000/health` or `http://localhost:8000/health` as port and path; null for anything else. */
export const probeOf = (text: string | undefined): ProfileProbe | null => {
  const match = /^(?:https?:\/\/[^/:]+)?:?(\d{1,5})(\/\S*)$/.exec(text ?? '');
  return match?.[1] && match[2] && Number(match[1]) < 65536 ? {port: Number(match[1]), path: match[2]} : null;
};
