import {maskProbe} from '../secrets.js';
import type {PortProtocol} from './findings.js';

/** What an engine's message on a failed start means. */
export type StartError =
  | {readonly kind: 'port'; readonly port: number; readonly protocol: PortProtocol; readonly address: string | null}
  | {readonly kind: 'network'; readonly name: string}
  /** In plain words, and what can be done about it ('' where that goes without saying). */
  | {readonly kind: 'known'; readonly words: string; readonly todo: string}
  /** The engine's own words, without what is the same in every message. */
  | {readonly kind: 'unknown'; readonly text: string};

/** moby:libnetwork/portallocator, Go's net.OpError, moby 28's port mapper, Podman's pasta and Docker Desktop, in this order. */
const takenPort: readonly RegExp[] = [
  /Bind for (?<address>\S*):(?<port>\d+) failed: port is already allocated/,
  /listen (?<protocol>tcp|udp)[46]? (?<address>\S*):(?<port>\d+): bind: (?:address already in use|Only one usage of each socket address)/,
  /failed to bind host port (?:for )?(?<address>\[[^\]]*\]|[\d.]*):(?<port>\d+)(?::[^/]*)?\/(?<protocol>tcp|udp).*address already in use/,
  /Failed to bind (?<protocol>tcp|udp)?\s*port (?<port>\d+) \(Address already in use\)/i,
  /Ports are not available: exposing port (?<protocol>TCP|UDP) (?<address>\S*):(?<port>\d+) ->/i,
];

const anyAddress = new Set(['', '0.0.0.0', '::', '[::]', '*']);

const portOf = (error: string): StartError | null => {
  for (const pattern of takenPort) {
    const found = pattern.exec(error)?.groups;
    if (!found) continue;
    const address = found.address ?? '';
    return {
      kind: 'port',
      port: Number(found.port),
      protocol: found.protocol?.toLowerCase() === 'udp' ? 'udp' : 'tcp',
      address: anyAddress.has(address) ? null : address.replace(/^\[|\]$/g, ''),
    };
  }
  return null;
};

const missingNetwork: readonly RegExp[] = [
  /network "?(?<name>[^\s":]+)"? (?:not found|was not found|declared as external, but could not be found)/,
  /unable to find network (?:with name or ID |configuration for )?"?(?<name>[^\s":]+)"?/,
];

interface Rule {
  readonly pattern: RegExp;
  /** `$1` and so on are the pattern's groups. */
  readonly words: string;
  readonly todo: string;
}

/** In the order of how much they say: the first that matches is told. */
const rules: readonly Rule[] = [
  {
    pattern: /cannot expose privileged port (\d+)|listen (?:tcp|udp)[46]? \S*:(\d+): bind: permission denied/,
    words: 'port $1 may not be opened by an engine without root',
    todo: 'publish one from 1024 on, or lower net.ipv4.ip_unprivileged_port_start',
  },
  {
    pattern: /bind source path does not exist: (.+?)\s*$|statfs (\S+): no such file or directory/m,
    words: "$1 is not there on the engine's host",
    todo: 'make it, or correct its mount',
  },
  {
    pattern: /error mounting "([^"]+)" to rootfs at "([^"]+)".*not a directory|mount a directory onto a file/,
    words: '$1 cannot be mounted at $2: one is a folder, the other a file',
    todo: 'the engine makes an empty folder where the file to mount is missing: put the file there',
  },
  {pattern: /error while mounting volume '?([^']+?)'?: (.+)$/m, words: 'its volume $1 cannot be mounted: $2', todo: ''},
  {
    pattern: /get (\S+): no such volume|no such volume:? "?([^\s"]+)/i,
    words: 'its volume $1 is not there',
    todo: 'recreate it with compose up',
  },
  {
    pattern: /No such image: (\S+)|(\S+): image not known/,
    words: 'its image $1 is not on this engine',
    todo: 'pull or build it',
  },
  {
    pattern: /exec format error/,
    words: 'its program is made for another kind of CPU, or is a script without #!',
    todo: 'build or pull the image for this host',
  },
  {
    pattern: /exec: "([^"]+)":.*is a directory|exec: "([^"]+)": permission denied|exec: "([^"]+)":.*permission denied/,
    words: '$1 in its image may not be executed',
    todo: 'chmod +x it in the image, or correct the command',
  },
  {
    pattern: /exec:? "([^"]+)":.*(?:executable file not found|no such file or directory)|executable file `([^`]+)` not found/,
    words: 'there is no program $1 in its image',
    todo: 'correct its command or entrypoint',
  },
  {
    pattern: /chdir to cwd \("([^"]+)"\)|mkdir: (\S+) is not a directory/,
    words: 'its working directory $1 cannot be entered',
    todo: 'correct working_dir',
  },
  {
    pattern: /unable to find (?:user|group) ([^\s:]+)/,
    words: 'its image knows no user or group $1',
    todo: 'correct user, or add it in the image',
  },
  {
    pattern: /no space left on device/,
    words: "the disk of the engine's host is full",
    todo: 'docker system df tells what takes it',
  },
  {
    pattern: /container init was OOM-killed|OOM-killed \(memory limit too low/,
    words: 'its memory limit is too low for it to start',
    todo: 'raise its limit',
  },
  {pattern: /cannot allocate memory/i, words: "the engine's host has not enough memory to start it", todo: ''},
  {
    pattern: /cannot join network of a non running container: (\S+)|No such container: (\S+)/,
    words: 'the container whose network it shares ($1) does not run',
    todo: 'start that first; if it was recreated, recreate this one too',
  },
  {
    pattern: /custom device "([^"]+)"/,
    words: "the device $1 is not there on the engine's host",
    todo: '',
  },
  {
    pattern: /could not select device driver .*gpu/i,
    words: 'the engine has no driver for GPUs',
    todo: 'install the NVIDIA container toolkit',
  },
  {
    pattern: /No chain\/target\/match by that name/,
    words: "the engine's firewall rules are gone",
    todo: 'restart the engine: it writes them again',
  },
  {
    pattern: /Address already in use|requested IP address .* already (?:allocated|in use)/,
    words: 'the fixed address that it asks for is taken',
    todo: 'give it another, or none',
  },
  {
    pattern: /error during container init: (.+?)(?:: unknown)?$/m,
    words: 'its container could not be set up: $1',
    todo: '',
  },
];

/** What stands before and after what a message is about (containerd, runc and libnetwork wrap each other's). */
const wrapping: readonly RegExp[] = [
  /^failed to create (?:shim )?task(?: for container)?: /,
  /^failed to set up container networking: /,
  /^driver failed programming external connectivity on endpoint \S+(?: \([0-9a-f]+\))?: /,
  /^(?:OCI runtime create failed|runc create failed|unable to start container process|crun|runc): /,
  /^container_linux\.go:\d+: starting container process caused: /,
  /: unknown$/,
];

/** A message of the engine without what is the same in every one of its kind. */
export const unwrapped = (error: string): string => {
  let text = error.trim();
  for (let before = ''; before !== text; ) {
    before = text;
    for (const pattern of wrapping) text = text.replace(pattern, '');
  }
  return text;
};

const filled = (words: string, found: RegExpExecArray): string => {
  const groups = found.slice(1).filter(group => group !== undefined);
  return words.replace(/\$(\d)/g, (_, number: string) => groups[Number(number) - 1] ?? 'it');
};

/** Reads the engine's message on a start that failed: Docker's of all ages, Podman's and Docker Desktop's. */
export const readStartError = (error: string): StartError => {
  const port = portOf(error);
  if (port) return port;
  for (const pattern of missingNetwork) {
    const name = pattern.exec(error)?.groups?.name;
    if (name !== undefined) return {kind: 'network', name};
  }
  for (const {pattern, words, todo} of rules) {
    const found = pattern.exec(error);
    if (found) return {kind: 'known', words: maskProbe(filled(words, found)), todo};
  }
  return {kind: 'unknown', text: maskProbe(unwrapped(error))};
};
