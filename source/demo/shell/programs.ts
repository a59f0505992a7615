import type {DemoContainer} from '../world/container.js';
import {basics} from './basics.js';
import {files} from './files.js';
import {kafkaPrograms} from './kafka.js';
import {neighbours} from './neighbours.js';
import {processes} from './processes.js';
import type {Program} from './program.js';
import {postgresPrograms} from './psql.js';
import {redisPrograms} from './redis-cli.js';
import {shell} from './sh.js';
import {webPrograms} from './web.js';

/** What runc says of a program that is not in the image; it comes in the stream, with exit code 126. */
export const notFound = (name: string): string => {
  const reason = name.startsWith('/') ? `stat ${name}: no such file or directory` : 'executable file not found in $PATH';
  return `OCI runtime exec failed: exec failed: unable to start container process: exec: "${name}": ${reason}: unknown`;
};

/** Shells of an image, when its container's own description does not say: alpine has no bash. */
const shellsOf = ({spec}: DemoContainer): readonly string[] => {
  if (spec.shells) return spec.shells;
  if (/distroless|shell-less|scratch/.test(spec.image)) return [];
  return /alpine/.test(spec.image) || spec.behaviour.kind === 'ngrok' ? ['sh', 'ash'] : ['sh', 'bash'];
};

/** The program of that name in the container's image; null when the image does not have it. */
export const findProgram = (container: DemoContainer, name: string): Program | null => {
  if (['sh', 'bash', 'ash'].includes(name)) return shellsOf(container).includes(name) ? shell : null;
  const {kind} = container.spec.behaviour;
  const rooms: readonly Readonly<Record<string, Program>>[] = [
    ...(kind === 'postgres' ? [postgresPrograms] : []),
    ...(kind === 'redis' ? [redisPrograms] : []),
    ...(kind === 'kafka' ? [kafkaPrograms] : []),
    webPrograms,
    files,
    processes,
    neighbours,
    basics,
  ];
  // An image without a shell has no other tools either.
  if (shellsOf(container).length === 0) return null;
  const room = rooms.find(one => Object.hasOwn(one, name));
  return room?.[name] ?? null;
};
