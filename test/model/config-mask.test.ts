import {describe, expect, test} from 'vitest';
import {createConfigMask} from '../../source/model/config-mask.js';

const masked = (text: string): string => text.split('\n').map(createConfigMask()).join('\n');

/** What stands in the first and the last line of one, put together here so that nobody takes it for one. */
const key = (kind = ''): string => `${kind}PRIVATE KEY`;

/** As Compose 2 writes it. */
const second = `services:
  web:
    command:
      - redis-server
      - --requirepass
      - s3cret-one
      - --port
      - "6379"
    entrypoint:
      - sh
      - -c
      - redis-server --requirepass s3cret-two
    environment:
      APP_SECRET: |-
        s3cret-three

        s3cret-four
      DB: postgres://u:s3cret-five@h/db
      LEVEL: info
      PRIVATE_KEY: |
        -----BEGIN ${key('RSA ')}-----
        s3cret-six
        -----END ${key('RSA ')}-----
      QUOTED_PASSWORD: "s3cret-seven"
    healthcheck:
      test:
        - CMD
        - redis-cli
        - -a
        - s3cret-eight
        - ping
    x-users:
      - password: s3cret-ten
        role: reader
    secrets:
      - source: db_password
configs:
  cert:
    content: |
      -----BEGIN ${key()}-----
      s3cret-nine
      -----END ${key()}-----
      after
secrets:
  db_password:
    file: /run/x`;

/** As Compose 1 writes it: lists as deep as their names, texts broken over lines. */
const first = `services:
  web:
    command:
    - redis-server
    - --requirepass
    - 's3cret-one'
    environment:
      APP_SECRET: 's3cret two

        s3cret-three'
      LONG_PASSWORD: s3cret-four s3cret-five
        s3cret-six
      LEVEL: info
    image: redis`;

describe('a configuration as it may be shown', () => {
  test.each([
    ['Compose 2', second],
    ['Compose 1', first],
  ])('hides all secrets of %s, over as many lines as they go', (_, text) => {
    expect(masked(text)).not.toMatch(/s3cret/);
  });

  test('leaves all else as it is', () => {
    const shown = masked(second);
    for (const line of ['      - redis-server', '      - --requirepass', '      - --port', '      - "6379"', '        - ping'])
      expect(shown).toContain(`${line}\n`);
    expect(shown).toContain('      LEVEL: info\n');
    expect(shown).toContain('      after\nsecrets:\n  db_password:\n    file: /run/x');
    expect(shown).toContain('        role: reader\n');
    expect(shown).toContain('      - source: db_password\n');
    expect(masked(first)).toContain('      LEVEL: info\n    image: redis');
    expect(masked(second).split('\n')).toHaveLength(second.split('\n').length);
  });
});
