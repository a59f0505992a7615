import {expect, test} from 'vitest';
import {list, record, stringRecord, text as textOf} from '../../source/engine/read.js';
import {address, id, imageId, mac, number, text} from './forms.js';
import {type Clauses, filtered, refusal, type Subject} from './subject.js';

/** The list's entry of a service of the shop. */
export const entryOf = async ({read}: Subject, service: string) => {
  const labels = ['com.docker.compose.project=shop', `com.docker.compose.service=${service}`];
  const found = list(await read(`/containers/json?all=1&${filtered({label: labels})}`));
  expect(found).toHaveLength(1);
  return record(found[0]);
};

/** With its containerd store an engine from 28 on adds a descriptor of the image, which nobody here reads. */
const keysOf = (entry: object) => Object.keys(entry).filter(key => key !== 'ImageManifestDescriptor');

const keys = 'Id Names Image ImageID Command Created Ports Labels State Status HostConfig NetworkSettings Mounts'.split(' ');

export const listing: Clauses = subject => {
  test('a service that runs has all that a row needs', async () => {
    const {minor} = subject();
    const web = await entryOf(subject(), 'web');
    expect(keysOf(web).sort()).toEqual([...keys, ...(minor >= 52 ? ['Health'] : [])].sort());
    expect(web).toMatchObject({
      Id: id,
      Names: [expect.stringMatching(/^\/shop[_-]web[_-]1$/)],
      Image: text,
      ImageID: imageId,
      Command: text,
      Labels: {'com.docker.compose.container-number': '1', 'com.docker.compose.oneoff': 'False'},
      State: 'running',
      Status: expect.stringMatching(/^Up .*\(healthy\)$/),
      HostConfig: {NetworkMode: 'shop_default'},
      NetworkSettings: {
        Networks: {shop_default: {IPAddress: address, Gateway: address, MacAddress: mac, NetworkID: id, EndpointID: id}},
      },
      Mounts: [],
      ...(minor >= 52 ? {Health: {Status: 'healthy', FailingStreak: 0}} : {}),
    });
    expect(Number(web.Created)).toBeLessThanOrEqual(Date.now() / 1000);
    expect(Number(web.Created)).toBeGreaterThan(Date.now() / 1000 - 7 * 86_400);
  });

  test('the image of a container is told by its name, and by its id; one that is not there is refused', async () => {
    const {ask, read} = subject();
    const {Image, ImageID} = await entryOf(subject(), 'web');
    for (const name of [textOf(Image), textOf(ImageID)])
      expect(await read(`/images/${encodeURIComponent(name)}/json`)).toMatchObject({
        Id: ImageID,
        RepoTags: expect.any(Array),
        Metadata: {LastTagTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/)},
      });
    // 20.10 says it twice.
    expect(refusal(await ask('GET', `/images/${encodeURIComponent('nosuch/image:1')}/json`))).toEqual({
      status: 404,
      type: 'application/json',
      message: expect.stringMatching(/^(no such image: nosuch\/image:1: )?No such image: nosuch\/image:1$/),
    });
  });

  test('ports are told with the address they are published on, or alone', async () => {
    const exposed = subject().minor >= 52 ? {IP: ''} : {};
    expect((await entryOf(subject(), 'web')).Ports).toEqual([
      {IP: expect.stringMatching(/^127\./), PrivatePort: 8000, PublicPort: number, Type: 'tcp'},
    ]);
    expect((await entryOf(subject(), 'redis')).Ports).toEqual([{...exposed, PrivatePort: 6379, Type: 'tcp'}]);
  });

  test('volumes are told with the place they are mounted at', async () => {
    expect((await entryOf(subject(), 'postgres')).Mounts).toEqual([
      expect.objectContaining({
        Type: 'volume',
        Name: 'shop_data',
        Source: text,
        Destination: '/var/lib/postgresql/data',
        Driver: 'local',
        RW: true,
      }),
    ]);
  });

  test('a job that is done has its exit code in words, no ports and no address', async () => {
    const {minor} = subject();
    expect(await entryOf(subject(), 'job')).toMatchObject({
      State: 'exited',
      Status: expect.stringMatching(/^Exited \(0\) .+ ago$/),
      Ports: [],
      NetworkSettings: {Networks: {shop_default: {IPAddress: '', MacAddress: ''}}},
      ...(minor >= 52 ? {Health: {Status: 'none', FailingStreak: 0}} : {}),
    });
  });

  test('what does not run is there only when all are asked for, the newest first', async () => {
    const {read} = subject();
    const shop = (more: string) => read(`/containers/json?${filtered({label: ['com.docker.compose.project=shop']})}${more}`);
    const services = (entries: unknown) =>
      list(entries).map(entry => textOf(stringRecord(record(entry).Labels)['com.docker.compose.service']));
    expect(services(await shop('')).sort()).toEqual(['postgres', 'redis', 'web']);
    expect(services(await shop('&all=1')).sort()).toEqual(['job', 'postgres', 'redis', 'web']);
    expect(services(await shop('&all=false')).sort()).toEqual(['postgres', 'redis', 'web']);
    const created = list(await shop('&all=true')).map(entry => Number(record(entry).Created));
    expect(created).toEqual(created.toSorted((a, b) => b - a));
    expect(await shop('&limit=1')).toHaveLength(1);
  });

  test.each([
    ['status', ['exited'], ['job']],
    ['status', ['running', 'exited'], ['job', 'postgres', 'redis', 'web']],
    ['health', ['healthy'], ['postgres', 'redis', 'web']],
    ['network', ['shop_default'], ['postgres', 'redis', 'web']],
    ['volume', ['shop_data'], ['postgres']],
    ['name', ['shop.web', 'shop.redis'], ['redis', 'web']],
  ])('the filter %s of %j leaves %j of the shop', async (name, values, services) => {
    const {read} = subject();
    const found = list(
      await read(`/containers/json?${filtered({label: ['com.docker.compose.project=shop'], [name]: values})}`),
    ).map(entry => stringRecord(record(entry).Labels)['com.docker.compose.service']);
    expect(found.sort()).toEqual(services);
  });

  test('by exit code are found those that are done, when all are asked for', async () => {
    const done = (more: string) =>
      subject().read(`/containers/json?${filtered({label: ['com.docker.compose.project=shop'], exited: ['0']})}${more}`);
    expect(await done('')).toEqual([]);
    expect(await done('&all=1')).toMatchObject([{State: 'exited'}]);
  });

  test('a filter that it does not know is refused by name', async () => {
    const {status, message} = refusal(await subject().ask('GET', `/containers/json?${filtered({colour: ['red']})}`));
    expect(status).toBe(400);
    expect(message).toMatch(/^invalid filter 'colour'/i);
  });
};
