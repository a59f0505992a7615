import type {Invocation} from './service.js';

/** `GET /path`, and a whole URL of this container: `GET http://localhost:8080/path`. */
const request = /^(GET|HEAD)\s+(?:https?:\/\/(?:localhost|127\.0\.0\.1))?(?::(\d{1,5}))?(\/\S*)$/i;

export const isRequest = (line: string): boolean => request.test(line);

const python =
  'import sys,urllib.request as r,urllib.error as e\ntry: a=r.urlopen(sys.argv[1],timeout=10)\nexcept e.HTTPError as x: a=x\nsys.stdout.buffer.write(a.read())\nsys.exit(0 if a.status<400 else 22)';
const node =
  'fetch(process.argv[1],{signal:AbortSignal.timeout(10000)}).then(async r=>{process.stdout.write(await r.text());process.exitCode=r.ok?0:22},e=>{console.error(String(e.cause??e));process.exitCode=1})';

/**
 * Asks the container's own HTTP server from inside: by the first of the programs that the image has. None may be there; then the
 * address from outside is left. Null when the line is no request, or no port is known.
 */
export const requestRun = (line: string, port: number | null): Invocation | null => {
  const [, method = 'GET', told, path] = request.exec(line) ?? [];
  if (path === undefined || (told === undefined && port === null)) return null;
  const url = `http://127.0.0.1:${told ?? port}${path}`;
  const head = /head/i.test(method);
  return {
    argv: ['curl', '-sS', '-m', '10', head ? '-I' : '-i', url],
    fallbacks: [
      ['wget', '-q', '-T', '10', ...(head ? ['--spider', '-S'] : ['-O', '-']), url],
      ['python3', '-c', python, url],
      ['node', '-e', node, url],
    ],
    env: [],
    secrets: [],
    limitMs: 15_000,
  };
};
