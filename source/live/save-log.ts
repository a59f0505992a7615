import {constants} from 'node:fs';
import {open} from 'node:fs/promises';
import {join} from 'node:path';

const two = (value: number): string => String(value).padStart(2, '0');

/** `auren-kafka-2026-11-21-140211.log` */
export const logFileName = (title: string, now: Date, extension = 'log'): string => {
  const name = title.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '') || 'log';
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${name.slice(0, 80)}-${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}.${extension}`;
};

/**
 * Writes a log into a new file of `folder` that only its owner may read, as logs hold secrets; gives its path. An existing file or link
 * is never written over. Throws what the system says (EACCES, ENOSPC).
 */
export const saveLog = async (folder: string, title: string, text: string, now: Date, extension?: string): Promise<string> => {
  const path = join(folder, logFileName(title, now, extension));
  const file = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
  return path;
};
