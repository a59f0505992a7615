import {goTime, noTime} from '../meters/stats.js';
import {type Context, part} from '../request.js';
import {containerOf, sendJson} from '../send.js';
import {type DemoContainer, isUp, startedAt} from '../world/container.js';
import type {CheckSpec} from '../world/spec.js';
import type {World} from '../world/world.js';
import {endpointsOf, mountsOf, publishedOn} from './endpoints.js';
import {imageIdOf} from './list.js';

const orNoTime = (time: number | null) => (time === null ? noTime : goTime(time));

const healthOf = (container: DemoContainer) =>
  container.health
    ? {
        Health: {
          Status: container.health.status,
          FailingStreak: container.health.failing,
          Log: container.health.log.map(probe => ({
            Start: goTime(probe.start),
            End: goTime(probe.end),
            ExitCode: probe.exitCode,
            Output: probe.output,
          })),
        },
      }
    : {};

const stateOf = (container: DemoContainer) => ({
  Status: container.status,
  Running: isUp(container) || container.status === 'restarting',
  Paused: container.status === 'paused',
  Restarting: container.status === 'restarting',
  OOMKilled: container.oomKilled,
  Dead: container.status === 'dead',
  Pid: container.pid,
  ExitCode: container.exitCode,
  Error: container.error,
  StartedAt: orNoTime(startedAt(container)),
  FinishedAt: orNoTime(container.finishedAt),
  ...healthOf(container),
});

const bindingsOf = (container: DemoContainer) =>
  Object.fromEntries(
    container.spec.ports.map(port => [
      `${port.container}/tcp`,
      port.host === null ? null : [{HostIp: publishedOn(container), HostPort: String(port.host)}],
    ]),
  );

const nanoseconds = (ms: number) => ms * 1_000_000;

const checkOf = (check: CheckSpec, minor: number) => ({
  Test: check.test,
  Interval: nanoseconds(check.interval),
  Timeout: nanoseconds(check.timeout),
  ...(check.startPeriod > 0 ? {StartPeriod: nanoseconds(check.startPeriod)} : {}),
  ...(minor >= 44 ? {StartInterval: nanoseconds(2000)} : {}),
  Retries: check.retries,
});

const hostConfigOf = (world: World, container: DemoContainer, minor: number) => ({
  Binds: container.spec.mounts
    .filter(one => one.type !== 'tmpfs')
    .map(one => `${one.source}:${one.destination}:${one.writable ? 'rw' : 'ro'}`),
  ContainerIDFile: '',
  LogConfig: {Type: container.spec.logDriver ?? 'json-file', Config: {}},
  NetworkMode: container.spec.networkMode ?? container.spec.networks[0] ?? 'none',
  PortBindings: Object.fromEntries(Object.entries(bindingsOf(container)).filter(([, hosts]) => hosts !== null)),
  RestartPolicy: {Name: container.restartPolicy, MaximumRetryCount: 0},
  AutoRemove: false,
  VolumeDriver: '',
  VolumesFrom: null,
  ConsoleSize: [0, 0],
  CapAdd: null,
  CapDrop: null,
  CgroupnsMode: world.options.cgroup === '2' ? 'private' : 'host',
  Dns: [],
  DnsOptions: [],
  DnsSearch: [],
  ExtraHosts: [],
  GroupAdd: null,
  IpcMode: 'private',
  Cgroup: '',
  Links: null,
  OomScoreAdj: 0,
  PidMode: '',
  Privileged: false,
  PublishAllPorts: false,
  ReadonlyRootfs: false,
  SecurityOpt: null,
  UTSMode: '',
  UsernsMode: '',
  ShmSize: 67_108_864,
  Runtime: 'runc',
  Isolation: '',
  CpuShares: 0,
  Memory: container.memoryLimit,
  NanoCpus: container.nanoCpus,
  CgroupParent: '',
  BlkioWeight: 0,
  BlkioWeightDevice: [],
  BlkioDeviceReadBps: [],
  BlkioDeviceWriteBps: [],
  BlkioDeviceReadIOps: [],
  BlkioDeviceWriteIOps: [],
  CpuPeriod: 0,
  CpuQuota: 0,
  CpuRealtimePeriod: 0,
  CpuRealtimeRuntime: 0,
  CpusetCpus: '',
  CpusetMems: '',
  Devices: [],
  DeviceCgroupRules: null,
  DeviceRequests: null,
  ...(minor < 42 ? {KernelMemory: 0, KernelMemoryTCP: 0} : {}),
  MemoryReservation: 0,
  MemorySwap: container.memoryLimit * 2,
  MemorySwappiness: null,
  OomKillDisable: world.options.cgroup === '2' ? null : false,
  PidsLimit: null,
  Ulimits: [],
  CpuCount: 0,
  CpuPercent: 0,
  IOMaximumIOps: 0,
  IOMaximumBandwidth: 0,
  MaskedPaths: ['/proc/asound', '/proc/acpi', '/proc/kcore'],
  ReadonlyPaths: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
});

const configOf = (container: DemoContainer, minor: number) => {
  const {spec} = container;
  return {
    Hostname: container.id.slice(0, 12),
    Domainname: '',
    User: spec.user,
    AttachStdin: false,
    AttachStdout: true,
    AttachStderr: true,
    ExposedPorts: Object.fromEntries(spec.ports.map(port => [`${port.container}/tcp`, {}])),
    Tty: spec.tty,
    OpenStdin: false,
    StdinOnce: false,
    Env: spec.env,
    Cmd: spec.command.length > 0 ? spec.command : null,
    ...(spec.check ? {Healthcheck: checkOf(spec.check, minor)} : {}),
    Image: spec.image,
    Volumes: null,
    WorkingDir: spec.workingDir,
    Entrypoint: spec.entrypoint.length > 0 ? spec.entrypoint : null,
    OnBuild: null,
    Labels: spec.labels,
    ...(spec.stopSignal === 'SIGTERM' ? {} : {StopSignal: spec.stopSignal}),
  };
};

/** Of the default bridge, besides `Networks`: until API 1.51 the same once more, flat. */
const flatNetwork = (world: World, container: DemoContainer, minor: number) => {
  if (minor >= 52) return {};
  const bridge = endpointsOf(world, container).bridge;
  return {
    Bridge: '',
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    EndpointID: bridge?.EndpointID ?? '',
    Gateway: bridge?.Gateway ?? '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress: bridge?.IPAddress ?? '',
    IPPrefixLen: bridge?.IPPrefixLen ?? 0,
    IPv6Gateway: '',
    MacAddress: bridge?.MacAddress ?? '',
  };
};

/** `GET /containers/{id}/json`. */
export const inspectContainer = (context: Context): void => {
  const {world, minor} = context;
  const container = containerOf(context, part(context, 0));
  const [path = '', ...args] = [...container.spec.entrypoint, ...container.spec.command];
  const folder = `/var/lib/docker/containers/${container.id}`;
  sendJson(context, 200, {
    Id: container.id,
    Created: goTime(container.createdAt),
    Path: path,
    Args: args,
    State: stateOf(container),
    Image: imageIdOf(container.spec.image),
    ResolvConfPath: `${folder}/resolv.conf`,
    HostnamePath: `${folder}/hostname`,
    HostsPath: `${folder}/hosts`,
    LogPath: `${folder}/${container.id}-json.log`,
    Name: `/${container.name}`,
    RestartCount: container.restarts,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: execIdsOf(world, container),
    HostConfig: hostConfigOf(world, container, minor),
    GraphDriver: {Data: null, Name: 'overlay2'},
    Mounts: mountsOf(container),
    Config: configOf(container, minor),
    NetworkSettings: {
      ...flatNetwork(world, container, minor),
      SandboxID: container.pid === 0 ? '' : container.id.split('').reverse().join(''),
      SandboxKey: container.pid === 0 ? '' : `/var/run/docker/netns/${container.id.slice(0, 12)}`,
      Ports: isUp(container) ? bindingsOf(container) : {},
      Networks: endpointsOf(world, container),
    },
  });
};

const execIdsOf = (world: World, container: DemoContainer): readonly string[] | null => {
  const ids = [...world.execs.values()].filter(exec => exec.container === container && exec.running).map(exec => exec.id);
  return ids.length > 0 ? ids : null;
};
