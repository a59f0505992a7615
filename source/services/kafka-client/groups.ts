import type {Group, GroupTopic} from '../../model/topic.js';
import type {Cluster} from './cluster.js';
import type {Link} from './link.js';
import type {Offsets} from './offsets.js';
import {throwRefusal} from './refusal.js';
import type {MetadataResponse} from './replies.js';
import {allOrSome} from './some.js';

/** What a group has committed: topic → partition → offset. */
type Committed = ReadonlyMap<string, ReadonlyMap<number, number>>;

export interface RawGroup {
  readonly name: string;
  readonly state: string;
  readonly members: number | null;
  readonly committed: Committed;
}

const states: Readonly<Record<string, string>> = {
  PreparingRebalance: 'rebalancing',
  CompletingRebalance: 'rebalancing',
  Assigning: 'rebalancing',
  Reconciling: 'rebalancing',
};

/** A broker lists the groups that it looks after: it is the one to be asked about them. */
const ofBroker = async (link: Link, signal: AbortSignal): Promise<RawGroup[]> => {
  const {library} = link;
  const listed = await link.call(library.listGroupsV4.api, [[], []], signal);
  throwRefusal(library, 'groups', listed.errorCode);
  const ids = listed.groups.map(({groupId}) => groupId);
  if (ids.length === 0) return [];
  const [described, offsets] = await Promise.all([
    link.call(library.describeGroupsV5.api, [ids, false], signal),
    link.call(library.offsetFetchV8.api, [ids.map(groupId => ({groupId, memberEpoch: -1, topics: null})), false], signal),
  ]);
  const members = new Map(
    // "Dead" is also said of groups that this old question cannot describe.
    described.groups
      .filter(({errorCode, groupState}) => errorCode === 0 && groupState !== 'Dead')
      .map(group => [group.groupId, group.members.length]),
  );
  const committed = new Map(offsets.groups.map(({groupId, topics}) => [groupId, committedOf(topics)]));
  return listed.groups.map(({groupId: name, groupState}) => ({
    name,
    state: states[groupState] ?? (groupState.toLowerCase() || 'unknown'),
    members: members.get(name) ?? null,
    committed: committed.get(name) ?? new Map(),
  }));
};

const committedOf = (
  topics: readonly {
    readonly name: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      readonly committedOffset: bigint;
      readonly errorCode: number;
    }[];
  }[],
): Committed =>
  new Map(
    topics.map(({name, partitions}) => [
      name,
      new Map(
        partitions
          .filter(({committedOffset, errorCode}) => errorCode === 0 && committedOffset >= 0n)
          .map(({partitionIndex, committedOffset}) => [partitionIndex, Number(committedOffset)]),
      ),
    ]),
  );

/**
 * The groups of every broker; null when one is too old to be asked (before Kafka 3.0). Joins none, and leaves none behind. Brokers that do
 * not answer are told in `troubles`, unless none does: then it rejects with that KafkaError.
 */
export const readGroups = async (
  cluster: Cluster,
  metadata: MetadataResponse,
  signal: AbortSignal,
  troubles: string[],
): Promise<RawGroup[] | null> => {
  const ask = async (id: number): Promise<RawGroup[] | null> => {
    const link = await cluster.linkTo(id, metadata, signal);
    return link.speaks(cluster.library.offsetFetchV8.api) ? ofBroker(link, signal) : null;
  };
  const answers = await allOrSome(
    metadata.brokers.map(({nodeId}) => ask(nodeId)),
    troubles,
  );
  signal.throwIfAborted();
  return answers.some(groups => groups === null) ? null : answers.flatMap(groups => groups ?? []);
};

const sum = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((total, each) => (total === null || each === null ? null : total + each), 0);

/** A group with its lag: what lies between its offsets and the ends. `known` tells which topics still exist. */
export const groupOf = ({name, state, members, committed}: RawGroup, known: ReadonlySet<string>, offsets: Offsets): Group => {
  const topics: GroupTopic[] = [...committed]
    .filter(([topic, partitions]) => known.has(topic) && partitions.size > 0)
    .map(([topic, committedIn]) => {
      const partitions = [...committedIn]
        .map(([id, offset]) => {
          const {end} = offsets.at(topic, id);
          return {id, committed: offset, end, lag: end === null ? null : Math.max(0, end - offset)};
        })
        .sort((a, b) => a.id - b.id);
      return {name: topic, partitions, lag: sum(partitions.map(({lag}) => lag))};
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {name, state, members, topics, lag: topics.length === 0 ? null : sum(topics.map(({lag}) => lag))};
};
