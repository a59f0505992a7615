import {responseSink, type Sink} from './reply.js';
import {type Context, HttpProblem} from './request.js';
import {releaseOf} from './version.js';

/** Headers of every answer, as the engine's api server sets them. */
export const commonHeaders = (context: Pick<Context, 'engineVersion'>): Record<string, string> => ({
  'Api-Version': context.engineVersion,
  'Docker-Experimental': 'false',
  Ostype: 'linux',
  Server: `Docker/${releaseOf(context.engineVersion)} (linux)`,
});

/** Answers with JSON; with a body fault that breaks it, in pieces. */
export const sendJson = (context: Context, status: number, value: unknown): void => {
  const text = Buffer.from(`${JSON.stringify(value)}\n`);
  const length = context.bodyFault ? {} : {'Content-Length': String(text.length)};
  context.response.writeHead(status, {...commonHeaders(context), 'Content-Type': 'application/json', ...length});
  const sink = responseSink(context.response, context.bodyFault);
  sink.write(text);
  sink.end();
};

/** Answers without a body: 204, 304. */
export const sendNothing = (context: Context, status: number): void => {
  context.response.writeHead(status, commonHeaders(context));
  context.response.end();
};

/** Begins a body that is written piece by piece. */
export const openBody = (context: Context, contentType: string | null, status = 200): Sink => {
  const type = contentType === null ? {} : {'Content-Type': contentType};
  context.response.writeHead(status, {...commonHeaders(context), ...type});
  context.response.flushHeaders();
  return responseSink(context.response, context.bodyFault);
};

/** What cannot be done to a container that does not run; older engines write it large. */
export const notRunning = ({minor}: Pick<Context, 'minor'>, {id}: {readonly id: string}): HttpProblem =>
  new HttpProblem(409, `${minor >= 42 ? 'container' : 'Container'} ${id} is not running`);

/** The container that the path names, or 404. */
export const containerOf = (context: Context, reference: string) => {
  const container = context.world.find(reference);
  if (!container) throw new HttpProblem(404, `No such container: ${reference}`);
  return container;
};
