import {type Api, noOperations} from './answers.js';
import {Encoder} from './wire.js';

const stateOf = (members: number): string => (members > 0 ? 'Stable' : 'Empty');

const listGroups: Api = {
  key: 16,
  version: 4,
  compact: true,
  answer: (_request, {cluster}) => {
    const reply = new Encoder().int32(0).int16(0);
    reply.compactArray(cluster.groups(), ({name, members}) => {
      reply.compactString(name).compactString('consumer').compactString(stateOf(members));
    });
    return reply.tags();
  },
};

const describeGroups: Api = {
  key: 15,
  version: 5,
  compact: true,
  answer: (request, {cluster}) => {
    const names = request.compactArray(() => request.compactString()) ?? [];
    const reply = new Encoder().int32(0);
    reply.compactArray(names, name => {
      const group = cluster.groups().find(each => each.name === name);
      reply
        .int16(0)
        .compactString(name)
        .compactString(group ? stateOf(group.members) : 'Dead');
      reply.compactString('consumer').compactString(group && group.members > 0 ? 'range' : '');
      const members = Array.from({length: group?.members ?? 0}, (_, index) => `consumer-${name}-${index + 1}`);
      reply.compactArray(members, member => {
        reply.compactString(`${member}-demo`).compactString(null).compactString(member).compactString('/127.0.0.1');
        reply.compactBytes(Buffer.alloc(0)).compactBytes(Buffer.alloc(0));
      });
      reply.int32(noOperations);
    });
    return reply.tags();
  },
};

/** All that each group has committed: the program never asks for less. */
const offsetFetch: Api = {
  key: 9,
  version: 8,
  compact: true,
  answer: (request, {cluster}) => {
    const names =
      request.compactArray(() => {
        const name = request.compactString();
        request.compactArray(() => {
          request.compactString();
          request.compactArray(() => request.int32());
          request.tags();
        });
        request.tags();
        return name;
      }) ?? [];
    const reply = new Encoder().int32(0);
    reply.compactArray(names, name => {
      const groups = cluster.groups().filter(group => group.name === name && cluster.topic(group.topic) !== null);
      reply.compactString(name).compactArray(groups, group => {
        reply.compactString(group.topic).compactArray([...cluster.committed(group)], ([partition, offset]) => {
          reply.int32(partition).int64(offset).int32(-1).compactString('').int16(0);
        });
      });
      reply.int16(0);
    });
    return reply.tags();
  },
};

export const groupApis: readonly Api[] = [listGroups, describeGroups, offsetFetch];
