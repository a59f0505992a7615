import http from 'node:http';
import type {StoryEngine} from './story-engine.js';

type Host = Pick<StoryEngine, 'host'>;

const socketOf = ({host}: Host): string => {
  if (!host.startsWith('unix://')) throw new Error(`stories reach their engine by a socket, not by ${host}`);
  return host.slice('unix://'.length);
};

/** The body of a GET as it comes. */
export const askBytes = (engine: Host, path: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const request = http.get({socketPath: socketOf(engine), path, agent: false}, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks)));
      response.on('error', reject);
    });
    request.on('error', reject);
  });

/** One request to the engine, by its socket and without stacktop. Resolves to the body; rejects for a status of 400 and more. */
export const ask = (engine: Host, method: 'GET' | 'POST' | 'DELETE', path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const request = http.request({socketPath: socketOf(engine), method, path, agent: false}, response => {
      let body = '';
      response.setEncoding('utf8').on('data', part => {
        body += part;
      });
      response.on('end', () =>
        (response.statusCode ?? 500) < 400
          ? resolve(body)
          : reject(new Error(`${method} ${path}: ${response.statusCode} ${body}`)),
      );
    });
    request.on('error', reject).end();
  });

/** Pauses a container. A busy one with many threads may not hold still for the kernel the first time. */
export const pauseContainer = async (engine: Host, id: string, tries = 10): Promise<void> => {
  try {
    await ask(engine, 'POST', `/containers/${id}/pause`);
  } catch (error) {
    if (tries <= 1 || !/unable to freeze/.test(String(error))) throw error;
    await pauseContainer(engine, id, tries - 1);
  }
};

interface EventLine {
  readonly Action?: string;
  readonly timeNano?: number;
  readonly Actor?: {readonly ID?: string};
}

export interface Told {
  /** When the engine told it, ms since 1970. */
  readonly at: number;
  readonly action: string;
  readonly id: string;
}

export interface Listening {
  /** What was told so far. */
  readonly told: readonly Told[];
  stop(): void;
}

/** The engine's events of containers from now on, until `stop`. */
export const listen = async (engine: Host, heard: (event: Told) => void = () => {}): Promise<Listening> => {
  const told: Told[] = [];
  const path = `/events?filters=${encodeURIComponent(JSON.stringify({type: ['container']}))}`;
  const request = http.get({socketPath: socketOf(engine), path, agent: false});
  await new Promise<void>((resolve, reject) => {
    request.on('error', reject);
    request.on('response', response => {
      let rest = '';
      response.setEncoding('utf8').on('data', part => {
        const lines = `${rest}${part}`.split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines.filter(Boolean)) {
          const {Action = '', timeNano = 0, Actor}: EventLine = JSON.parse(line);
          const event = {at: timeNano / 1e6, action: Action, id: Actor?.ID ?? ''};
          told.push(event);
          heard(event);
        }
      });
      response.on('error', () => {}); // cut by `stop`
      resolve();
    });
  });
  return {
    told,
    stop() {
      request.on('error', () => {}); // that is what was wanted
      request.destroy();
    },
  };
};
