import {describe, expect, test} from 'vitest';
import {graceMs, type HttpAnswer, type HttpHealth, healthFrom, saidIn} from '../../source/model/http-health.js';
import {whyInWords} from '../../source/model/report.js';
import {stackOf} from '../../source/model/stack.js';
import {statusOf} from '../../source/model/status.js';
import {whyMember} from '../../source/model/why.js';
import {container, hour, now} from './sample.js';

describe('what a page says of its service, in one line', () => {
  test.each([
    ['{"detail":"Database connection failed: no route"}', 'Database connection failed: no route'],
    ['{"status":"unhealthy","service":"api"}', 'unhealthy'],
    ['{"error":{"code":7}}', '{"code":7}'],
    ['{"other":1}', '{"other":1}'],
    ['["a"]', '["a"]'],
    ['\n\n  no   database \nmore', 'no database'],
    ['<html><head><title>x</title></head><body><h1>502 Bad Gateway</h1></body></html>', '502 Bad Gateway'],
    ['', ''],
    ['{"detail":"cannot reach postgres://app:hunter2@db/app"}', expect.not.stringContaining('hunter2')],
  ])('%s', (body, said) => expect(saidIn(body)).toEqual(said));
  test('is short, however long the page is', () => expect(saidIn('x'.repeat(100_000)).length).toBeLessThan(400));
});

const answering = (
  answers: readonly HttpAnswer[],
  startedAt: number | null = now - hour,
  slowStartMs: number | null = null,
): HttpHealth => {
  let health: HttpHealth | null = null;
  for (const [index, answer] of answers.entries())
    health = healthFrom(health, answer, {asked: ':80/', now: now + index * 1000, startedAt, slowStartMs});
  if (!health) throw new Error('no answers');
  return health;
};
const ok: HttpAnswer = {status: 204, body: ''};
const ill: HttpAnswer = {status: 503, body: '{"detail":"no database"}'};

describe('health by answers', () => {
  test.each<[string, readonly HttpAnswer[], number | null, HttpHealth['health']]>([
    ['a success', [ok], now - hour, 'healthy'],
    ['a redirect', [{status: 302, body: ''}], now - hour, 'healthy'],
    ['a 503', [ok, ill], now - hour, 'unhealthy'],
    ['one silence among answers', [ok, null], now - hour, 'healthy'],
    ['two silences', [ok, null, null], now - hour, 'unhealthy'],
    ['silence from the first', [null, null], now - hour, 'unhealthy'],
    ['silence just after the start', [null, null, null], now, 'starting'],
    ['a 503 just after the start', [ill], now, 'starting'],
    ['a 503 after an answer, just after the start', [ok, ill], now, 'unhealthy'],
    ['silence once the start is over', [null, null], now - graceMs, 'unhealthy'],
    ['silence, start unknown', [null, null], null, 'unhealthy'],
  ])('%s', (_, answers, startedAt, health) => expect(answering(answers, startedAt).health).toBe(health));
  test('of a slow starter is awaited longer', () =>
    expect(answering([null, null], now - 60_000, 120_000).health).toBe('starting'));
  test('keeps since when it is so', () => {
    expect(answering([ok, ok, ok]).since).toBe(now);
    expect(answering([ok, ill, ill]).since).toBe(now + 1000);
  });
});

describe('a container without a check', () => {
  const plain = container('shop/api');
  test('is as it answers', () => {
    expect(statusOf(plain, answering([ok])).kind).toBe('healthy');
    expect(statusOf(plain, answering([ill]))).toMatchObject({kind: 'unhealthy', since: now});
    expect(statusOf(plain).kind).toBe('running');
  });
  test('with a check is as its check says', () =>
    expect(statusOf({...plain, health: 'healthy'}, answering([ill]))).toEqual({kind: 'healthy'}));
  test.each([
    [[ill], 'api unhealthy for 1 s; GET :80/ says 503 "no database"'],
    [[null, null], 'api unhealthy for 0 s; GET :80/ gets no answer'],
  ])('says in the why line what it answered', (answers, words) => {
    const stack = stackOf('shop', [plain], new Map([[plain.id, answering(answers)]]));
    const [member] = stack.members;
    const why = member ? whyMember(member, stack, now + 1000) : null;
    expect(why && whyInWords(why)).toBe(words);
  });
});
