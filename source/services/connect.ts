import type {Reach} from '../model/reach.js';

/** A way to try a TCP connection with a program of a container, and how what it leaves behind is read. */
export interface ConnectWay {
  readonly argv: readonly string[];
  /** What came of it; `unfit` when the program is not there, or cannot do this. */
  read(ending: ConnectEnding): ConnectVerdict;
}

export interface ConnectEnding {
  /** null when the engine does not tell. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What came of it, where it was tried at all. */
export type ConnectResult =
  | {readonly kind: 'open'; readonly ms: number | null}
  | {readonly kind: 'refused' | 'timeout' | 'unreachable' | 'no-name'};

export type ConnectVerdict = ConnectResult | {readonly kind: 'unfit'};

/** Seconds that a connection may take. */
export const connectS = 3;

/** Written once a name was resolved, by the tools whose waiting for an answer nobody else limits. */
export const knownWord = 'known';

/** As bash is told its name: the embedded engine knows the script by it. */
export const connectName = 'stacktop-connect';

/** Host and port are arguments and never part of a script. Where it can, it says when the name was resolved. */
const bashScript = `
if [[ $1 == *:* || ! $1 == *[!0-9.]* ]]; then echo ${knownWord}
elif command -v getent >/dev/null 2>&1; then
  getent hosts "$1" >/dev/null || { echo 'bad address' >&2; exit 1; }
  echo ${knownWord}
fi
start=$EPOCHREALTIME
exec 3<>"/dev/tcp/$1/$2" && echo "open $start $EPOCHREALTIME"`;

const pythonScript = `
import socket, sys, time
start = time.time()
try:
    socket.create_connection((sys.argv[1], int(sys.argv[2])), float(sys.argv[3])).close()
    print('open %f %f' % (start, time.time()))
except Exception as error:
    sys.exit(str(error))`;

const perlScript = `
use IO::Socket::INET;
IO::Socket::INET->new(PeerHost => $ARGV[0], PeerPort => $ARGV[1], Timeout => $ARGV[2], Proto => 'tcp') or die "$@\\n";
print "open\\n";`;

const faults: readonly (readonly [pattern: RegExp, kind: Exclude<ConnectResult['kind'], 'open'>])[] = [
  [/refused/i, 'refused'],
  [/timed? ?out/i, 'timeout'],
  [/no route|unreachable/i, 'unreachable'],
  [/bad (address|hostname)|not known|resolv|resolution|lookup failed|unknown host|no address/i, 'no-name'],
];

/** The engine could not run it, or it does not know what it was asked for. */
const isUnfit = ({exitCode, stdout, stderr}: ConnectEnding): boolean =>
  exitCode === 126 ||
  exitCode === 127 ||
  /OCI runtime exec failed|executable file not found/.test(stdout) ||
  /(invalid|illegal|unrecognized|unknown) option|usage:|not supported|\/dev\/tcp\/\S+: No such file/i.test(stderr);

/** ms between the two moments (seconds) of `open START END`; null where a shell knows no time. */
const openMs = (stdout: string): number | null => {
  const [, start, end] = /^open (\d+\.\d+) (\d+\.\d+)$/m.exec(stdout) ?? [];
  return start === undefined ? null : Math.max(0, (Number(end) - Number(start)) * 1000);
};

const faultIn = (text: string): ConnectVerdict => ({kind: faults.find(([pattern]) => pattern.test(text))?.[1] ?? 'unfit'});

const readOpen = (ending: ConnectEnding): ConnectVerdict => {
  if (/^open/m.test(ending.stdout)) return {kind: 'open', ms: openMs(ending.stdout)};
  return isUnfit(ending) ? {kind: 'unfit'} : faultIn(ending.stderr);
};

/** All of its kinds say with their exit code whether it is open, and with `-v` why not. */
const readNc = (ending: ConnectEnding): ConnectVerdict => {
  if (isUnfit(ending)) return {kind: 'unfit'};
  return ending.exitCode === 0 ? {kind: 'open', ms: null} : faultIn(`${ending.stderr}\n${ending.stdout}`);
};

/** curl.se/docs/manpage.html, "exit codes": 6 no name, 7 no connection, 28 late (also when it is connected, and nothing ends it). */
const readCurl = (ending: ConnectEnding): ConnectVerdict => {
  const {exitCode, stdout, stderr} = ending;
  const seconds = Number(/^\d+\.\d+$/m.exec(stdout)?.[0] ?? 0);
  if (seconds > 0) return {kind: 'open', ms: seconds * 1000};
  if (exitCode === 6) return {kind: 'no-name'};
  if (exitCode === 7) return /route|unreachable/i.test(stderr) ? {kind: 'unreachable'} : {kind: 'refused'};
  return exitCode === 28 ? {kind: 'timeout'} : {kind: 'unfit'};
};

/** Whether a text may be handed to the programs as a host: a name or an address, nothing that one of them could take for an option. */
export const isHost = (host: string): boolean => host.length <= 253 && /^[\w:][\w.:-]*$/.test(host);

/** All ways to try a connection, those that say most first. Nothing of `host` is ever read as an option or as a script. */
export const connectWays = (host: string, port: number): readonly ConnectWay[] => {
  const asked = [host, String(port), String(connectS)];
  const url = `telnet://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return [
    {argv: ['bash', '-c', bashScript, connectName, ...asked], read: readOpen},
    {argv: ['nc', '-z', '-v', '-w', String(connectS), host, String(port)], read: readNc},
    {argv: ['python3', '-c', pythonScript, ...asked], read: readOpen},
    {argv: ['perl', '-e', perlScript, ...asked], read: readOpen},
    {
      argv: ['curl', '-sS', '--noproxy', '*', '-m', String(connectS), '-w', '\n%{time_connect}\n', '-o', '/dev/null', url],
      read: readCurl,
    },
  ];
};

/** A verdict as the result of a test made there. */
export const reachOf = (verdict: ConnectResult, at: 'container' | 'beside'): Reach => {
  if (verdict.kind === 'open') return {kind: 'open', ms: verdict.ms, at};
  return verdict.kind === 'timeout' ? {kind: 'timeout', ms: connectS * 1000, at} : {kind: verdict.kind, at};
};
