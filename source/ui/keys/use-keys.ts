import {EventEmitter} from 'node:events';
import {usePaste, useStdin} from 'ink';
import {useEffect, useRef} from 'react';
import {keyPressed} from '../../terminal/paced-frames.js';
import {createKeyReader} from './key-reader.js';

/**
 * Every key, by name. Ink's own useInput drops function keys and joins keys typed fast into one text, so this listens where useInput
 * does: to the emitter that Ink puts into its stdin context. Pasted text comes apart from keys, so that a paste is never a command.
 */
export const useKeys = (onKey: (key: string) => void, onPaste: (text: string) => void): void => {
  const stdin: object = useStdin();
  const {setRawMode} = useStdin();
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    const emitter = 'internal_eventEmitter' in stdin ? stdin.internal_eventEmitter : null;
    if (!(emitter instanceof EventEmitter)) throw new Error('This version of Ink hands out no input.');
    const keysIn = createKeyReader();
    const listen = (chunk: string): void => {
      for (const key of keysIn(chunk)) {
        keyPressed();
        latest.current(key);
      }
    };
    setRawMode(true);
    emitter.on('input', listen);
    return () => {
      emitter.removeListener('input', listen);
      setRawMode(false);
    };
  }, [stdin, setRawMode]);
  usePaste(onPaste);
};
