import {hostCpus, hostMemory} from '../meters/memory.js';
import {goTime} from '../meters/stats.js';
import {hex} from '../random.js';
import {type Context, HttpProblem} from '../request.js';
import {commonHeaders, sendJson} from '../send.js';
import {oldestFor, releaseOf} from '../version.js';
import {isUp} from '../world/container.js';

const kernel = '6.1.0-demo';
const built = '2026-01-01T00:00:00.000000000+00:00';

/** `GET` and `HEAD /_ping`. `Stacktop-Demo: 1` tells that this is no host. */
export const ping = (context: Context): void => {
  context.response.writeHead(200, {
    ...commonHeaders(context),
    'Builder-Version': context.minor >= 42 ? '2' : '1',
    'Cache-Control': 'no-cache, no-store, must-revalidate',
    Pragma: 'no-cache',
    Swarm: 'inactive',
    'Stacktop-Demo': '1',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': '2',
  });
  context.response.end(context.request.method === 'HEAD' ? undefined : 'OK');
};

export const version = (context: Context): void => {
  const {engineVersion} = context;
  const engine = releaseOf(engineVersion);
  const own = {
    ApiVersion: engineVersion,
    MinAPIVersion: oldestFor(engineVersion),
    GitCommit: 'demo',
    GoVersion: 'go1.22.0',
    Os: 'linux',
    Arch: 'amd64',
    KernelVersion: kernel,
    BuildTime: built,
  };
  sendJson(context, 200, {
    Platform: {Name: 'stacktop demo engine'},
    Components: [
      {Name: 'Engine', Version: engine, Details: {...own, Experimental: 'false'}},
      {Name: 'containerd', Version: '1.7.18', Details: {GitCommit: 'demo'}},
      {Name: 'runc', Version: '1.1.13', Details: {GitCommit: 'demo'}},
      {Name: 'docker-init', Version: '0.19.0', Details: {GitCommit: 'demo'}},
    ],
    Version: engine,
    ...own,
  });
};

export const info = (context: Context): void => {
  const {world, engineVersion} = context;
  const all = [...world.containers.values()];
  const paused = all.filter(one => one.status === 'paused').length;
  const running = all.filter(one => isUp(one) && one.status !== 'paused').length;
  sendJson(context, 200, {
    ID: hex(32, world.options.seed, 'engine'),
    Containers: all.length,
    ContainersRunning: running,
    ContainersPaused: paused,
    ContainersStopped: all.length - running - paused,
    Images: new Set(all.map(one => one.spec.image)).size,
    Driver: 'overlay2',
    DriverStatus: [['Backing Filesystem', 'extfs']],
    Plugins: {Volume: ['local'], Network: ['bridge', 'host', 'null'], Authorization: null, Log: ['json-file', 'local']},
    MemoryLimit: true,
    SwapLimit: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    IPv4Forwarding: true,
    BridgeNfIptables: true,
    BridgeNfIp6tables: true,
    Debug: false,
    NFd: 60,
    OomKillDisable: world.options.cgroup === '1',
    NGoroutines: 70,
    SystemTime: goTime(world.now()),
    LoggingDriver: 'json-file',
    CgroupDriver: world.options.cgroup === '2' ? 'systemd' : 'cgroupfs',
    CgroupVersion: world.options.cgroup,
    NEventsListener: world.events.listeners,
    KernelVersion: kernel,
    OperatingSystem: 'stacktop demo engine (in memory)',
    OSVersion: '',
    OSType: 'linux',
    Architecture: 'x86_64',
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: null,
    NCPU: hostCpus,
    MemTotal: hostMemory,
    GenericResources: null,
    DockerRootDir: '/var/lib/docker',
    HttpProxy: '',
    HttpsProxy: '',
    NoProxy: '',
    Name: 'demo',
    Labels: ['stacktop.demo=true'],
    ExperimentalBuild: false,
    ServerVersion: releaseOf(engineVersion),
    Runtimes: {runc: {path: 'runc'}},
    DefaultRuntime: 'runc',
    Swarm: {NodeID: '', NodeAddr: '', LocalNodeState: 'inactive', ControlAvailable: false, Error: '', RemoteManagers: null},
    LiveRestoreEnabled: false,
    Isolation: '',
    InitBinary: 'docker-init',
    ContainerdCommit: {ID: 'demo', Expected: 'demo'},
    RuncCommit: {ID: 'demo', Expected: 'demo'},
    InitCommit: {ID: 'demo', Expected: 'demo'},
    SecurityOptions: ['name=seccomp,profile=builtin', ...(world.options.cgroup === '2' ? ['name=cgroupns'] : [])],
    Warnings: null,
  });
};

/** Whatever is asked of a swarm: this is none (moby:daemon/cluster errNoSwarm). */
export const noSwarm = (): never => {
  const advice = 'Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';
  throw new HttpProblem(503, `This node is not a swarm manager. ${advice}`);
};
