import {readdir, readFile, readlink} from 'node:fs/promises';
import path from 'node:path';
import type {PortHolder, PortProtocol} from '../model/why.js';

/** State of a socket that waits for others (linux:include/net/tcp_states.h): TCP's LISTEN, and the one that bound UDP sockets have. */
const waiting: Readonly<Record<PortProtocol, string>> = {tcp: '0A', udp: '07'};

/**
 * Inodes of the sockets that wait on a port, of a table as `/proc/net/tcp`: its second field is `ADDRESS:PORT` in hexadecimal, the
 * fourth the state, the tenth the inode (linux:Documentation/networking/proc_net_tcp.rst).
 */
export const waitingInodes = (table: string, port: number, protocol: PortProtocol): string[] =>
  table.split('\n').flatMap(line => {
    const fields = line.trim().split(/\s+/);
    const [, local = '', , state] = fields;
    const inode = fields[9];
    const at = local.slice(local.lastIndexOf(':') + 1);
    return state === waiting[protocol] && inode !== undefined && Number.parseInt(at, 16) === port ? [inode] : [];
  });

const tableOf = async (file: string, signal: AbortSignal): Promise<string> => {
  try {
    return await readFile(file, {encoding: 'utf8', signal});
  } catch {
    signal.throwIfAborted();
    return ''; // a kernel without IPv6 has no table of it
  }
};

const entriesOf = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder);
  } catch {
    return []; // it has just ended, or belongs to another user
  }
};

const hasSocket = async (folder: string, wanted: ReadonlySet<string>): Promise<boolean> => {
  for (const file of await entriesOf(folder)) {
    const target = await readlink(path.join(folder, file)).catch(() => ''); // closed meanwhile
    if (wanted.has(target)) return true;
  }
  return false;
};

/** A program that names itself as it likes is known by the file that runs; scripts by what runs them. */
const programOf = async (folder: string): Promise<string> => {
  const name = await readFile(path.join(folder, 'comm'), 'utf8').catch(() => '');
  return name.trim() || 'a process';
};

/**
 * Which process of this host waits on a port. Looks through the open files of all processes that this user may see, once: no other
 * program is needed. Null where the kernel has no such tables. Throws only the signal's reason.
 * @param root before `/proc`; '' but in tests
 */
export const portHolder = async (
  port: number,
  protocol: PortProtocol,
  signal: AbortSignal,
  root = '',
): Promise<PortHolder | null> => {
  const proc = `${root}/proc`;
  const tables = await Promise.all(['', '6'].map(family => tableOf(`${proc}/net/${protocol}${family}`, signal)));
  if (tables.every(table => table === '')) return null;
  const inodes = tables.flatMap(table => waitingInodes(table, port, protocol));
  if (inodes.length === 0) return {kind: 'free'};
  const wanted = new Set(inodes.map(inode => `socket:[${inode}]`));
  for (const name of await entriesOf(proc)) {
    signal.throwIfAborted();
    const folder = `${proc}/${name}`;
    if (/^\d+$/.test(name) && (await hasSocket(`${folder}/fd`, wanted)))
      return {kind: 'process', pid: Number(name), program: await programOf(folder)};
  }
  return {kind: 'hidden'};
};
