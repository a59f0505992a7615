import {afterAll, beforeAll, describe, vi} from 'vitest';
import {clientContainers} from './client-containers.js';
import {clientExec} from './client-exec.js';
import {clientLogs} from './client-logs.js';
import {clientMade} from './client-made.js';
import {clientPast} from './client-past.js';
import {clientPlaces} from './client-places.js';
import {clientUsage} from './client-usage.js';
import {clientWatch} from './client-watch.js';
import type {ContractEngine} from './engine.js';
import {exec} from './exec.js';
import {execFailures} from './exec-failures.js';
import {greeting} from './greeting.js';
import {happenings} from './happenings.js';
import {inspection} from './inspection.js';
import {life} from './life.js';
import {listing} from './list.js';
import {logs} from './logs.js';
import {made} from './made.js';
import {places} from './places.js';
import {stats} from './stats.js';
import {type Clauses, type Subject, subjectOf} from './subject.js';
import {terminal} from './terminal.js';

const wire: Readonly<Record<string, Clauses>> = {
  'who answers': greeting,
  'the list of containers': listing,
  'an inspection': inspection,
  'the life of a container': life,
  events: happenings,
  stats,
  'the log of a container': logs,
  'a command without a terminal': exec,
  'a command that cannot be run, or ends badly': execFailures,
  'a command in a terminal': terminal,
  'a container that is made for one program': made,
  'networks and volumes': places,
};

const client: Readonly<Record<string, Clauses>> = {
  containers: clientContainers,
  'watching them': clientWatch,
  'what happened to them': clientPast,
  logs: clientLogs,
  commands: clientExec,
  'containers of its own': clientMade,
  'networks and volumes': clientPlaces,
  usage: clientUsage,
};

/**
 * What stacktop relies on in an engine: first on the wire, then as its own client sees it. Every engine has to pass all of it; what
 * engines differ by is written as a function of the API version.
 */
export const contract = (title: string, open: () => Promise<ContractEngine>): void => {
  vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});
  describe(title, () => {
    let subject: Subject | null = null;
    beforeAll(async () => {
      subject = await subjectOf(await open());
    });
    afterAll(() => subject?.close());
    const there = () => {
      if (!subject) throw new Error('the engine is there when a clause runs, not before');
      return subject;
    };
    for (const [part, clauses] of Object.entries(wire)) describe(part, () => clauses(there));
    describe('seen by the client', () => {
      for (const [part, clauses] of Object.entries(client)) describe(part, () => clauses(there));
    });
  });
};
