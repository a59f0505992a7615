import {maskCommand} from './command-mask.js';
import {isSecret, mask} from './secret-text.js';

/** The value of a variable, label or field as it may be shown: hidden for its name, or without the secrets that it holds. */
export const maskValue = (name: string, value: string): string => (isSecret(name, value) ? mask : maskCommand(value));

/** What a health check printed, as it may be shown. The whole of it: a key goes over several lines. */
export const maskProbe = (output: string): string => maskCommand(output);
