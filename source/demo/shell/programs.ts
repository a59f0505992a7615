import type {DemoContainer} from '../world/container.js';
import {files} from './files.js';
import {kafkaPrograms} from './kafka.js';
import type {Program} from './program.js';
import {postgresPrograms} from './psql.js';
import {redisPrograms} from './redis.js';
import {shell} from './sh.js';
import {webPrograms} from './web.js';

/** What runc says of a program that is not in the image; it comes in the stream, with exit code 126. */
export const notFound = (name: string): string =>
  `OCI runtime exec failed: exec failed: unable to start container process: exec: "${name}": executable file not found in $PATH: unknown`;

const isAlpine = (container: DemoContainer) => /alpine/.test(container.spec.image) || container.spec.behaviour.kind === 'ngrok';

/** Images that hold one program and nothing else. */
const isBare = (container: DemoContainer) => /shell-less|distroless|scratch/.test(container.spec.image);

/** The program of that name in the container's image; null when the image does not have it. */
export const findProgram = (container: DemoContainer, name: string): Program | null => {
  if (isBare(container)) return null;
  if (name === 'sh' || name === 'ash') return shell;
  if (name === 'bash') return isAlpine(container) ? null : shell;
  const rooms: readonly (readonly [boolean, Readonly<Record<string, Program>>])[] = [
    [container.spec.behaviour.kind === 'postgres', postgresPrograms],
    [container.spec.behaviour.kind === 'redis', redisPrograms],
    [container.spec.behaviour.kind === 'kafka', kafkaPrograms],
    [true, webPrograms],
    [true, files],
  ];
  for (const [here, programs] of rooms) if (here && Object.hasOwn(programs, name)) return programs[name] ?? null;
  return null;
};
