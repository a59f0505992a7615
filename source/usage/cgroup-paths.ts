/** Where a hierarchy is mounted, and which of its folders the mount shows as its top. */
interface CgroupMount {
  readonly root: string;
  readonly point: string;
}

export interface CgroupMounts {
  /** By controller: `memory`, `cpuacct`, … */
  readonly v1: ReadonlyMap<string, CgroupMount>;
  readonly v2: CgroupMount | null;
}

/** The folder of one controller's files for one container. */
export interface ControllerFolder {
  readonly version: 1 | 2;
  readonly path: string;
}

export interface ContainerCgroup {
  readonly memory: ControllerFolder;
  readonly cpu: ControllerFolder;
  readonly io: ControllerFolder | null;
  readonly pids: ControllerFolder | null;
  /** Its folder of the v2 hierarchy, which has the pressure files also where v1 has the controllers; null where there is none. */
  readonly unified: string | null;
}

/** Reads `/proc/self/mountinfo` (proc(5): root and mount point are fields 4 and 5, type and super options follow the ` - `). */
export function parseMounts(mountinfo: string): CgroupMounts {
  const v1 = new Map<string, CgroupMount>();
  let v2: CgroupMount | null = null;
  for (const line of mountinfo.split('\n')) {
    const [mounted = '', device = ''] = line.split(' - ');
    const [type, , superOptions = ''] = device.split(' ');
    if (type !== 'cgroup' && type !== 'cgroup2') continue;
    const [, , , root = '/', point = ''] = mounted.split(' ').map(unescapeOctal);
    const mount = {root, point};
    if (type === 'cgroup2') v2 = better(v2, mount);
    else for (const controller of superOptions.split(',')) v1.set(controller, better(v1.get(controller), mount));
  }
  return {v1, v2};
}

/** A hierarchy may be mounted several times; the mount that shows all of it serves every container. */
function better(known: CgroupMount | null | undefined, found: CgroupMount): CgroupMount {
  return known && (known.root === '/' || found.root !== '/') ? known : found;
}

/** Spaces and the like in a path are written as `\040`. */
function unescapeOctal(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
}

/**
 * Finds where a folder lies below a mount point, when the names of the `levels` folders between are not told: the path of those folders;
 * null when it is nowhere.
 */
export type FindBelow = (point: string, levels: number, folder: string) => string | null;

/**
 * The folders of a container's cgroup, from `/proc/PID/cgroup` of its first process. null when memory or CPU cannot be read there: the
 * PID is not this container's (its id is in no path: a reused PID, or an engine on another machine), or the cgroup lies outside of what
 * our own mounts show (stacktop in a container).
 */
export function containerCgroup(
  procCgroup: string,
  id: string,
  mounts: CgroupMounts,
  find: FindBelow = () => null,
): ContainerCgroup | null {
  const v1 = new Map<string, string>();
  let unified: string | null = null;
  for (const line of procCgroup.split('\n')) {
    const [hierarchy, controllers = '', ...path] = line.split(':');
    const own = upToId(path.join(':'), id);
    if (own === null) continue;
    if (hierarchy === '0' && controllers === '') unified = own;
    else for (const controller of controllers.split(',')) v1.set(controller, own);
  }
  const folder = (controller: string): ControllerFolder | null => {
    const mount = mounts.v1.get(controller);
    // A controller that is in a v1 hierarchy is not in the unified one.
    if (mount !== undefined) return under(mount, v1.get(controller) ?? null, 1, find);
    return mounts.v2 === null ? null : under(mounts.v2, unified, 2, find);
  };
  const memory = folder('memory');
  const cpu = folder('cpuacct');
  if (memory === null || cpu === null) return null;
  const own = mounts.v2 === null ? null : under(mounts.v2, unified, 2, find);
  return {memory, cpu, io: folder('blkio'), pids: folder('pids'), unified: own?.path ?? null};
}

/** The path down to the folder named after the container: the process may have moved to one below (an init system, docker in docker). */
function upToId(path: string, id: string): string | null {
  const folders = path.split('/');
  const own = folders.findIndex(name => name.includes(id));
  return own < 0 ? null : folders.slice(0, own + 1).join('/');
}

function under({root, point}: CgroupMount, path: string | null, version: 1 | 2, find: FindBelow): ControllerFolder | null {
  if (path === null) return null;
  const [mounted, own] = [outOfNamespace(root), outOfNamespace(path)];
  if (own.rest.split('/').includes('..')) return null;
  if (mounted.rest === '') {
    // In a cgroup namespace paths begin at our own cgroup: `/../ID` is beside it, and how the folder of both is called is not told.
    const levels = mounted.ups - own.ups;
    const between = levels <= 0 ? '' : find(point, levels, own.rest);
    return levels < 0 || between === null ? null : {version, path: point + between + own.rest};
  }
  return path.startsWith(`${root}/`) && own.ups === mounted.ups ? {version, path: point + path.slice(root.length)} : null;
}

/** How many folders a path goes up from our own cgroup, and where from there; `/` goes nowhere. */
function outOfNamespace(path: string): {readonly ups: number; readonly rest: string} {
  const ups = /^(?:\/\.\.(?=\/|$))*/.exec(path)?.[0] ?? '';
  const rest = path.slice(ups.length);
  return {ups: ups.length / 3, rest: rest === '/' ? '' : rest};
}
