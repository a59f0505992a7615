import {describe, expect, test} from 'vitest';
import {isSecretName} from '../../source/model/secret-names.js';
import {mask, maskUrls} from '../../source/model/secret-text.js';
import {maskProbe, maskValue} from '../../source/model/secrets.js';

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
    ...[
      'GITHUB_PAT',
      'DB_PW',
      'PRIVATE_PEM',
      'SLACK_WEBHOOK',
      'AccountKey',
      'SharedAccessKey',
      'dbPassword',
      'spring.datasource.password',
    ],
    ...[
      'MYSQL_ROOT_PASSWORD',
      'accessToken',
      'REDISCLI_AUTH',
      'DOCKER_AUTH_CONFIG',
      'DB_CREDS',
      'SESSION_JWT',
      'X-Api-Key',
      'PGPASSWORD',
    ],
    ...[
      'traefik.http.middlewares.admin.basicauth.users',
      'SLACK_WEBHOOK_URL',
      'LICENSE_KEY',
      'BASIC_AUTH',
      '--requirepass=password',
      'GOOGLE_CREDENTIALS',
    ],
  ])('%s', name => {
    expect(isSecretName(name)).toBe(true);
  });
});

describe('names that only sound like it', () => {
  test.each([
    ...['PATH', 'HOME', 'PWD', 'OLDPWD', 'AUTHOR', 'TOKENIZER', 'KEYBOARD', 'MONKEY', 'POSTGRES_PASSWORD_FILE', 'SSL_KEY_PATH'],
    ...['POSTGRES_HOST_AUTH_METHOD', 'TOKEN_TTL', 'SECRETS_ENABLED', 'PASSENGER_APP', 'KEYCLOAK_URL', ''],
    ...[
      'TOKENIZERS_PARALLELISM',
      'sort_key',
      'PRIMARY_KEY',
      'partitionKey',
      'SSH_PUBLIC_KEY',
      'CA_PEM',
      'COMPASS_URL',
      'BYPASS',
      'PATTERN',
    ],
    ...['OAUTH_URL', 'AUTH_TYPE', 'authSource', 'authMechanism', 'MAX_TOKENS', 'max_new_tokens', 'COOKIE_DOMAIN', 'SALT_ROUNDS'],
    ...[
      'PASSWORD_MIN_LENGTH',
      'TOKEN_LIFETIME_SECONDS',
      'WEBHOOK_PORT',
      'ALERT_WEBHOOK_ENABLED',
      'keyspace',
      'KEYS',
      'SPAWN',
      'BASIC_AUTH_USER',
    ],
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

const dashes = '-'.repeat(5);
const pem = (kind: string): string => `${dashes}BEGIN ${kind}${dashes}\nMIIEv\nAIBAD\n${dashes}END ${kind}${dashes}`;
const long = 'a1'.repeat(20);

describe('a value under a harmless name loses the secrets in it, and nothing else', () => {
  test.each([
    ['jdbc:postgresql://db:5432/shop?user=app&password=hunter2', `jdbc:postgresql://db:5432/shop?user=app&password=${mask}`],
    ['jdbc:postgresql://db/shop?password=hunter2&ssl=true', `jdbc:postgresql://db/shop?password=${mask}&ssl=true`],
    ['jdbc:oracle:thin:scott/hunter2@//db:1521/x', `jdbc:oracle:thin:scott/${mask}@//db:1521/x`],
    ['Server=db;Database=shop;User Id=sa;Password=hunter2;', `Server=db;Database=shop;User Id=sa;Password=${mask};`],
    ['Server=db;Uid=sa;Pwd=two words;Encrypt=yes', `Server=db;Uid=sa;Pwd=${mask};Encrypt=yes`],
    [
      'DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=abc==;EndpointSuffix=core',
      `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${mask};EndpointSuffix=core`,
    ],
    ['cache:6379,password=hunter2,ssl=True', `cache:6379,password=${mask},ssl=True`],
    ['-Xmx1g -Ddb.password=hunter2 -Ddb.user=app', `-Xmx1g -Ddb.password=${mask} -Ddb.user=app`],
    ['--requirepass hunter2 --maxmemory 1g', `--requirepass ${mask} --maxmemory 1g`],
    ['org.apache.X required username="u" password="hunter2";', `org.apache.X required username="u" password=${mask};`],
    ['{"user":"app","password":"hunter2","ttl":5}', `{"user":"app","password":"${mask}","ttl":5}`],
    ['user: app\npassword: hunter2', `user: app\npassword: ${mask}`],
    [`${pem('RSA PRIVATE KEY')}\nafter`, `${dashes}BEGIN RSA PRIVATE KEY${dashes} ${mask}\nafter`],
    [pem('PRIVATE KEY').slice(0, 40), `${dashes}BEGIN PRIVATE KEY${dashes} ${mask}`],
    [`ghp_${long}`, mask],
    [`https://hooks.slack.com/services/T0/B0/${long}`, `https://hooks.slack.com/services/${mask}`],
    [`eyJ${long}.eyJ${long}.x`, mask],
    ['Authorization: Bearer abc', `Authorization: ${mask}`],
    ["CREATE USER app IDENTIFIED BY 'hunter2'", `CREATE USER app IDENTIFIED BY '${mask}'`],
  ])('%s', (value, shown) => {
    expect(maskValue('SOMETHING', value)).toBe(shown);
  });

  test.each([
    ['PWD', '/app'],
    ['POSTGRES_HOST_AUTH_METHOD', 'trust'],
    ['POSTGRES_INITDB_ARGS', '--auth-host=scram-sha-256 --auth-local=trust'],
    ['TOKENIZERS_PARALLELISM', 'false'],
    ['KEYCLOAK_URL', 'http://keycloak:8080/auth'],
    ['SSL_CERT', pem('CERTIFICATE')],
    ['QUERY', 'select * from t order by sort_key'],
    ['SPRING_DATASOURCE_URL', 'jdbc:postgresql://db:5432/shop?sslmode=require&user=app'],
    ['MONGO_URL', 'mongodb://db/shop?authSource=admin'],
    ['SCRIPT', 'A=1; PWD=/app run; cd $PWD'],
    ['CHECK', 'PGPASSWORD=$POSTGRES_PASSWORD psql'],
    ['REQUIRE_AUTH', 'false'],
    ['API_KEY', '$API_KEY'],
    ['PATH', '/usr/local/bin:/usr/bin'],
    ['com.docker.compose.depends_on', 'postgres:service_healthy:false,kafka:service_started:true'],
    ['traefik.http.routers.shop.rule', 'Host(`shop.example.org`) && PathPrefix(`/token`)'],
    ['KAFKA_LISTENERS', 'PLAINTEXT://0.0.0.0:9092,CONTROLLER://0.0.0.0:9093'],
  ])('%s=%s is shown as it is', (name, value) => {
    expect(maskValue(name, value)).toBe(value);
  });

  // No pattern may look again and again at the same signs: then this would take minutes.
  test.each(['a', 'a.', 'a=', ';a ', '"a', '://', 'x:', 'curl ', 'mysql ', 'server=', 'token:', 'jdbc:oracle:a:', dashes])(
    'a value of 200,000 signs is read at once: %j',
    unit => {
      expect(maskValue('X', unit.repeat(200_000 / unit.length))).toMatch(unit.slice(0, 1));
    },
  );
});

describe('what a check printed is shown without its secrets', () => {
  test.each([
    ['connect postgres://app:hunter2@db failed', `connect postgres://app:${mask}@db failed`],
    ['> Authorization: Basic YWRtaW46eA==\n< HTTP/1.1 401', `> Authorization: ${mask}\n< HTTP/1.1 401`],
    ['sh: redis-cli -a hunter2 ping: not found', `sh: redis-cli -a ${mask} ping: not found`],
    [`config: password=hunter2 host=db`, `config: password=${mask} host=db`],
    ['FATAL: password authentication failed for user "app"', 'FATAL: password authentication failed for user "app"'],
    ['invalid token: signature is wrong', 'invalid token: signature is wrong'],
    ['NOAUTH Authentication required.', 'NOAUTH Authentication required.'],
    ['localhost:5432 - no response', 'localhost:5432 - no response'],
    ['{"status":"UP","auth":"ok"}', `{"status":"UP","auth":"${mask}"}`],
  ])('%s', (output, shown) => {
    expect(maskProbe(output)).toBe(shown);
  });
});
