import {describe, expect, test} from 'vitest';
import {isSecretName, mask, maskUrls, maskValue} from '../../source/model/secrets.js';

describe('names whose values are hidden', () => {
  test.each([
    ...[
      'POSTGRES_PASSWORD',
      'REDIS_PASS',
      'MYSQL_PWD',
      'db_passwd',
      'SSH_PASSPHRASE',
      'SECRET',
      'SECRET_KEY_BASE',
      'clientSecret',
    ],
    ...[
      'NGROK_AUTHTOKEN',
      'API_KEY',
      'apikey',
      'api-key',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_ACCESS_KEY_ID',
      'privateKey',
      'secretKey',
    ],
    ...['RAILS_MASTER_KEY', 'APP_KEY', 'JWT_KEY', 'STRIPE_KEY', 'GITHUB_TOKENS', 'SENTRY_DSN', 'SESSION_COOKIE', 'PASSWORD_SALT'],
    ...['SLACK_WEBHOOK_URL', 'LICENSE_KEY', 'BASIC_AUTH', '--requirepass=password', 'GOOGLE_CREDENTIALS'],
  ])('%s', name => {
    expect(isSecretName(name)).toBe(true);
  });
});

describe('names that only sound like it', () => {
  test.each([
    ...['PATH', 'HOME', 'PWD', 'OLDPWD', 'AUTHOR', 'TOKENIZER', 'KEYBOARD', 'MONKEY', 'POSTGRES_PASSWORD_FILE', 'SSL_KEY_PATH'],
    ...['POSTGRES_HOST_AUTH_METHOD', 'TOKEN_TTL', 'SECRETS_ENABLED', 'PASSENGER_APP', 'KEYCLOAK_URL', ''],
  ])('%j', name => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe('passwords in URLs', () => {
  test.each([
    ['postgres://app:hunter2@db:5432/x', `postgres://app:${mask}@db:5432/x`],
    ['redis://:hunter2@cache', `redis://:${mask}@cache`],
    ['postgres://app:p@ss:w0rd@db/x', `postgres://app:${mask}@db/x`],
    ['a=amqp://u:p@h b=mongodb+srv://u:q@h/x?y=1', `a=amqp://u:${mask}@h b=mongodb+srv://u:${mask}@h/x?y=1`],
    ['["http://a:80","me@example.org"]', '["http://a:80","me@example.org"]'],
    ['http://localhost:8080/me@home', 'http://localhost:8080/me@home'],
    ['user@host', 'user@host'],
    ['https://user@host/x:y', 'https://user@host/x:y'],
  ])('%s', (given, shown) => {
    expect(maskUrls(given)).toBe(shown);
  });

  test('a value is hidden by its name, or by what it says', () => {
    expect(maskValue('DB_PASSWORD', 'x')).toBe(mask);
    expect(maskValue('DB_PASSWORD', '')).toBe('');
    expect(maskValue('DB_URL', 'pg://u:p@h')).toBe(`pg://u:${mask}@h`);
    expect(maskValue('DB_HOST', 'h')).toBe('h');
  });
});
