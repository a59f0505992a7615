import {useRef} from 'react';

/** Since when (ms since 1970) each of these has been on screen without a break. */
export const useShownSince = (keys: readonly string[], now: number): ReadonlyMap<string, number> => {
  const shown = useRef<ReadonlyMap<string, number>>(new Map());
  const before = shown.current;
  // Drawing twice gives the same, so it may be noted while drawing.
  shown.current = new Map(keys.map(key => [key, before.get(key) ?? now]));
  return shown.current;
};
