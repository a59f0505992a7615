import {type ChildProcess, spawn} from 'node:child_process';
import {rmSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {delay} from './abort.js';
import type {SshEndpoint} from './endpoint.js';
import {EngineError} from './errors.js';

type Environment = Readonly<Record<string, string | undefined>>;

const READY_MS = 20_000;

/**
 * An engine's socket on another host, brought here by the system's own ssh: its config, keys, agent and known hosts count, and a
 * host it does not know is refused. One ssh serves all connections. Owns the process and a private folder with the socket.
 */
export class Forward {
  readonly socketPath: string;
  #child: ChildProcess | null = null;
  #words = '';
  readonly #endAtExit = () => {
    this.#child?.kill();
    rmSync(this.folder, {recursive: true, force: true});
  };

  private constructor(
    readonly endpoint: SshEndpoint,
    readonly env: Environment,
    readonly folder: string,
  ) {
    this.socketPath = path.join(folder, 'engine.sock');
    process.once('exit', this.#endAtExit);
  }

  /** Resolves when the socket is there. Throws EngineError with ssh's own words. */
  static async open(endpoint: SshEndpoint, env: Environment, signal: AbortSignal): Promise<Forward> {
    const forward = new Forward(endpoint, env, await privateFolder());
    try {
      await forward.ensure(signal);
      return forward;
    } catch (error) {
      forward.close();
      throw error;
    }
  }

  /** Starts ssh again if it has ended, on the same socket. */
  async ensure(signal: AbortSignal): Promise<void> {
    if (this.#child) return;
    await rm(this.socketPath, {force: true}); // it outlives the ssh that made it, and no other ssh can bind it
    const child = this.#start();
    const until = performance.now() + READY_MS;
    while (!(await answers(this.socketPath))) {
      await delay(20, signal);
      signal.throwIfAborted();
      if (!this.#isCurrent(child)) throw this.#failed();
      if (performance.now() > until) {
        child.kill();
        throw new EngineError(
          'timeout',
          `ssh to ${this.#where()} did not get ready within ${READY_MS / 1000} s`,
          'check the network',
        );
      }
    }
  }

  /** Why requests through the forward fail, when ssh itself knows: the socket on the far side is missing or closed to the user. */
  async refusal(signal: AbortSignal): Promise<EngineError | null> {
    let reason: string | undefined;
    // ssh closes the connection first and says why a moment later.
    for (let look = 0; look < 10 && !reason; look++) {
      if (look > 0) await delay(30, signal);
      reason = /open failed: (?:connect failed: )?(.*)/.exec(this.#words)?.[1];
    }
    if (!reason) return null;
    const {remoteSocket} = this.endpoint;
    const message = `no engine at ${remoteSocket} on ${this.#where()}: ${reason.trim()}`;
    return new EngineError('no-socket', message, 'is the engine running there, and may this user use its socket?');
  }

  close(): void {
    process.off('exit', this.#endAtExit);
    this.#child?.kill();
    void rm(this.folder, {recursive: true, force: true}).catch(() => {}); // a leftover empty folder in the temporary one harms nobody
  }

  #start(): ChildProcess {
    const child = spawn('ssh', sshArguments(this.endpoint, this.socketPath), {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {...this.env},
    });
    this.#child = child;
    this.#words = '';
    child.stderr.on('data', (chunk: Buffer) => {
      this.#words = (this.#words + chunk.toString()).slice(-2000);
    });
    child.once('error', error => {
      this.#words += error.message;
      if (this.#child === child) this.#child = null;
    });
    child.once('close', () => {
      if (this.#child === child) this.#child = null;
    });
    return child;
  }

  #isCurrent(child: ChildProcess): boolean {
    return this.#child === child;
  }

  #failed(): EngineError {
    const words = this.#words.trim().split('\n').at(-1)?.trim() || 'it ended without a word';
    if (words.includes('ENOENT'))
      return new EngineError('unreachable', `${this.#where()} needs the program ssh`, 'install an OpenSSH client');
    return new EngineError('unreachable', `ssh to ${this.#where()} failed: ${words}`, hintFor(this.#words, this.endpoint));
  }

  #where(): string {
    return `${this.endpoint.url} (${this.endpoint.source})`;
  }
}

async function privateFolder(): Promise<string> {
  try {
    return await mkdtemp(path.join(os.tmpdir(), 'stacktop-'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const hint = 'TMPDIR has to name a folder that you may write to';
    throw new EngineError('unreachable', `no folder for ssh's end of the connection: ${reason}`, hint, null, {cause});
  }
}

function sshArguments({user, host, port, remoteSocket}: SshEndpoint, socketPath: string): string[] {
  const settings = [
    'BatchMode=yes',
    'ExitOnForwardFailure=yes',
    'ConnectTimeout=15',
    // A link that died silently is noticed after 15 s.
    'ServerAliveInterval=5',
    'ServerAliveCountMax=3',
    // A shared connection of the user's would keep the forward after us.
    'ControlMaster=no',
    'ControlPath=none',
    'StreamLocalBindMask=0177',
  ];
  const optional = [...(port === null ? [] : ['-p', String(port)]), ...(user === null ? [] : ['-l', user])];
  return [
    '-nNT',
    ...settings.flatMap(setting => ['-o', setting]),
    ...optional,
    '-L',
    `${socketPath}:${remoteSocket}`,
    '--',
    host,
  ];
}

function hintFor(words: string, {host, user, port}: SshEndpoint): string {
  const target = `${port === null ? '' : `-p ${port} `}${user === null ? '' : `${user}@`}${host}`;
  if (/host key verification failed/i.test(words)) return `\`ssh ${target}\` once by hand, to check and accept its key`;
  if (/permission denied/i.test(words)) return `\`ssh ${target}\` has to work without a password: add a key, or start an agent`;
  return `try \`ssh ${target}\``;
}

/** Connects to be sure: the file is there a moment before anyone listens on it. */
function answers(socketPath: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = net.connect(socketPath);
    const tell = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => tell(true));
    socket.on('error', () => tell(false)); // not yet
  });
}
