import {createHash} from 'node:crypto';
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {EngineError} from './errors.js';
import {flag, record, text} from './read.js';

/** PEM texts as the docker CLI keeps them: `ca.pem`, `cert.pem`, `key.pem`; null where the file is missing. */
export interface Certificates {
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
}

export interface DockerContext {
  readonly name: string;
  readonly host: string;
  readonly skipVerify: boolean;
  readonly certificates: Certificates;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function configFolder(env: Environment, home: string): string {
  return env.DOCKER_CONFIG || path.join(home, '.docker');
}

/** `currentContext` of config.json; '' when there is none. A config.json that is not JSON is ignored, as no other part of it is used. */
export async function currentContext(folder: string): Promise<string> {
  return text((await readJson(path.join(folder, 'config.json'))).currentContext);
}

/**
 * A context of the docker CLI, kept under the SHA-256 of its name (docker/cli:cli/context/store).
 * Throws EngineError `unknown-context`, which lists those there are.
 */
export async function readContext(folder: string, name: string, source: string): Promise<DockerContext> {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = await readJson(path.join(folder, 'contexts/meta', id, 'meta.json'));
  const docker = record(record(meta.Endpoints).docker);
  if (meta.Name !== name || typeof docker.Host !== 'string') {
    const known = ['default', ...(await contextNames(folder))].join(', ');
    throw new EngineError('unknown-context', `there is no context "${name}" (from ${source})`, `known contexts: ${known}`);
  }
  const certificates = await readCertificates(path.join(folder, 'contexts/tls', id, 'docker'));
  return {name, host: docker.Host, skipVerify: flag(docker.SkipTLSVerify), certificates};
}

export async function readCertificates(folder: string): Promise<Certificates> {
  const [ca, cert, key] = await Promise.all(['ca.pem', 'cert.pem', 'key.pem'].map(file => readText(path.join(folder, file))));
  return {ca: ca ?? null, cert: cert ?? null, key: key ?? null};
}

async function contextNames(folder: string): Promise<string[]> {
  const root = path.join(folder, 'contexts/meta');
  const ids = await readdir(root).catch(() => []); // no folder: no contexts
  const metas = await Promise.all(ids.map(id => readJson(path.join(root, id, 'meta.json'))));
  return metas.map(meta => text(meta.Name)).filter(name => name !== '');
}

async function readJson(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return record(JSON.parse((await readText(file)) ?? '{}'));
  } catch {
    return {}; // not JSON: the caller says what is missing
  }
}

async function readText(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null); // missing or unreadable: these files are optional
}
