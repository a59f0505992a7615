import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {askPage, type Page} from '../engine/http-page.js';
import {runExec} from '../engine/run-exec.js';
import type {Container} from '../model/container.js';
import type {HttpAnswer} from '../model/http-health.js';
import type {ProfileProbe} from '../model/profile.js';
import {httpUrl, ownAddresses, publishedAddresses} from '../services/addresses.js';

const longestBody = 1 << 16;
const patienceMs = 4000;

/** The status stands behind the body, on a line of its own: curl -w. */
const fromCurl = (stdout: string): Page | null => {
  const [, body = '', status = ''] = /^([\s\S]*)\n(\d{3})$/.exec(stdout) ?? [];
  return status === '' || status === '000' ? null : {status: Number(status), body};
};

/** wget shows no body of a refusal; its complaint has the status. */
const fromWget = (exitCode: number | null, stdout: string, stderr: string): Page | null => {
  if (exitCode === 0) return {status: 200, body: stdout};
  const status = /HTTP\/1\.\d (\d{3})|ERROR (\d{3})/.exec(stderr);
  return status ? {status: Number(status[1] ?? status[2]), body: ''} : null;
};

/** Asked by a program inside; undefined when the image has none that could. */
const askInside = async (engine: Engine, id: string, url: string, signal: AbortSignal): Promise<HttpAnswer | undefined> => {
  const run = (...cmd: readonly string[]) => runExec(engine, id, {cmd, signal, timeoutMs: patienceMs, maxBytes: longestBody});
  const curl = await run('curl', '-sS', '-m', '3', '-w', '\n%{http_code}', url);
  if (curl.exitCode !== 126 && curl.exitCode !== 127) return fromCurl(curl.stdout);
  const wget = await run('wget', '-q', '-T', '3', '-O', '-', url);
  if (wget.exitCode !== 126 && wget.exitCode !== 127) return fromWget(wget.exitCode, wget.stdout, wget.stderr);
  return undefined;
};

/**
 * Asks a service over HTTP how it is: at its own address, at its published port, else by a program inside. Null when nobody answers;
 * undefined when there is no way to ask, which says nothing about it. Throws only the signal's reason.
 */
export const askHealth = async (
  engine: Engine,
  container: Container,
  {port, path}: ProfileProbe,
  signal: AbortSignal,
): Promise<HttpAnswer | undefined> => {
  const addresses = [...ownAddresses(container, engine.endpoint, port), ...publishedAddresses(container, engine.endpoint, port)];
  for (const address of addresses) {
    // On a connection of its own: one that is kept would take the only place of a server that serves one connection after another.
    const page = await askPage(httpUrl(address, path), {method: 'GET', longest: longestBody}, signal);
    if (page) return page;
  }
  if (addresses.length > 0) return null;
  try {
    return await askInside(engine, container.id, httpUrl({host: '127.0.0.1', port}, path), signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineError) return error.code === 'timeout' ? null : undefined;
    throw error;
  }
};
