import type {QrModules} from '../../format/qr.js';

/** The library's narrowest. */
const border = 1;

/**
 * A text as a QR code, with the lowest error correction: it is read from a screen, and the smallest code fits the most of them. Null for
 * a text that is too long for one. The library is loaded when the first code is asked for.
 */
export const qrModules = async (text: string): Promise<QrModules | null> => {
  const {encodeQR} = await import('qr');
  try {
    const modules = encodeQR(text, 'raw', {ecc: 'low', border});
    return modules.slice(border, -border).map(row => row.slice(border, -border));
  } catch {
    return null; // it says so of texts above 2,953 bytes
  }
};
