import {useEffect, useState} from 'react';
import type {QrModules} from '../../format/qr.js';
import {qrModules} from './qr-modules.js';

/** A text's QR code: null until its library is loaded, `too-long` for a text that has none. */
export const useQrModules = (text: string): QrModules | 'too-long' | null => {
  const [made, setMade] = useState<{readonly of: string; readonly modules: QrModules | 'too-long'} | null>(null);
  useEffect(() => {
    let gone = false;
    qrModules(text).then(
      modules => {
        if (!gone) setMade({of: text, modules: modules ?? 'too-long'});
      },
      () => {
        if (!gone) setMade({of: text, modules: 'too-long'}); // the library cannot be loaded: there is no code either
      },
    );
    return () => {
      gone = true;
    };
  }, [text]);
  return made?.of === text ? made.modules : null;
};
