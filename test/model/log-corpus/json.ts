import {type Corpus, same} from './corpus.js';

/** Loggers that write JSON or logfmt, and JSON that no logger wrote. Written for this test, in the formats that their documentation gives. */
export const jsonLines: Corpus = {
  pino: [
    [
      '{"level":30,"time":1795269601123,"pid":1,"hostname":"4f2a9c1d","msg":"listening","port":8080}',
      'info',
      'listening port=8080',
    ],
    [
      '{"level":40,"time":1795269601999,"pid":1,"hostname":"4f2a9c1d","msg":"cache is cold","error_count":0,"error":null}',
      'warn',
      'cache is cold error_count=0',
    ],
    [
      '{"level":50,"time":1795269602123,"pid":1,"hostname":"4f2a9c1d","err":{"type":"TypeError","message":"Cannot read properties of undefined (reading \'id\')","stack":"TypeError: Cannot read properties of undefined (reading \'id\')\\n    at load (/app/orders.js:12:9)"},"order":7,"msg":"order failed"}',
      'error',
      "order failed order=7 err=TypeError: Cannot read properties of undefined (reading 'id')",
    ],
    [
      '{"level":30,"time":1795269603123,"pid":1,"hostname":"4f2a9c1d","req":{"id":4,"method":"GET","url":"/api/error","headers":{"host":"localhost"}},"res":{"statusCode":200},"responseTime":12.41,"msg":"request completed"}',
      'info',
      'GET /api/error 200 12.4ms request completed',
    ],
    [
      '{"level":30,"time":1795269603999,"pid":1,"hostname":"4f2a9c1d","user":{"level":"error","name":"ana"},"msg":"signed in"}',
      'info',
      'signed in user={"level":"error","name":"ana"}',
    ],
    ['{"level":60,"time":1795269604999,"pid":1,"hostname":"4f2a9c1d","msg":"cannot go on"}', 'fatal', 'cannot go on'],
  ],
  bunyan: [
    [
      '{"name":"shop","hostname":"4f2a9c1d","pid":1,"level":30,"msg":"order paid","order":7,"time":"2026-11-21T14:00:01.123Z","v":0}',
      'info',
      'order paid order=7 <shop>',
    ],
    [
      '{"name":"shop","hostname":"4f2a9c1d","pid":1,"level":20,"msg":"cache hit","key":"profile:1","time":"2026-11-21T14:00:02.123Z","v":0}',
      'debug',
      'cache hit key=profile:1 <shop>',
    ],
  ],
  zap: [
    [
      '{"level":"info","ts":1795269601.1234567,"caller":"server/main.go:42","msg":"listening","addr":":8080"}',
      'info',
      'listening addr=:8080 <server/main.go:42>',
    ],
    [
      '{"level":"error","ts":1795269602.1,"caller":"orders/pay.go:88","msg":"payment failed","error":"dial tcp 10.0.0.7:443: i/o timeout","errorVerbose":"dial tcp 10.0.0.7:443: i/o timeout\\nmain.pay","stacktrace":"main.pay\\n\\t/src/orders/pay.go:88\\nmain.main\\n\\t/src/main.go:12"}',
      'error',
      'payment failed error=dial tcp 10.0.0.7:443: i/o timeout <orders/pay.go:88>',
    ],
    [
      '2026-11-21T14:00:01.123Z\tINFO\tserver/main.go:42\tlistening\t{"addr": ":8080"}',
      'info',
      'listening addr=:8080 <server/main.go:42>',
    ],
    [
      '2026-11-21T14:00:02.123Z\tERROR\torders/pay.go:88\tpayment failed\t{"error": "i/o timeout", "retry": 3}',
      'error',
      'payment failed retry=3 error=i/o timeout <orders/pay.go:88>',
    ],
    ['main.pay', '+'],
    ['\t/src/orders/pay.go:88', '+'],
    ['main.main', '+'],
    ['\t/src/main.go:12', '+'],
    ['2026-11-21T14:00:03.123Z\tDPANIC\tmain.go:3\tunlikely', 'fatal', 'unlikely <main.go:3>'],
  ],
  zerolog: [
    [
      '{"level":"warn","service":"gate","time":"2026-11-21T14:00:01Z","message":"slow upstream"}',
      'warn',
      'slow upstream service=gate',
    ],
    [
      '{"level":"warn","service":"gate","time":"2026-11-21T14:00:02Z","message":"slow upstream"}',
      'warn',
      'slow upstream service=gate',
      'again',
    ],
    [
      '{"level":"error","error":"connection refused","time":"2026-11-21T14:00:03Z","message":"publish failed"}',
      'error',
      'publish failed error=connection refused',
    ],
    ['2:00PM INF starting server port=8080', 'info', 'starting server port=8080'],
    ['2:00PM WRN pool=4 is exhausted', 'warn', 'pool=4 is exhausted'],
    [
      '2026-11-21T14:00:01Z ERR publish failed error="connection refused" topic=events',
      'error',
      'publish failed error="connection refused" topic=events',
    ],
    ['14:00:01 DBG tick', 'debug', 'tick'],
  ],
  slog: [
    ['time=2026-11-21T14:00:01.123Z level=INFO msg="listening" addr=:8080', 'info', 'listening addr=:8080'],
    [
      'time=2026-11-21T14:00:02.123Z level=ERROR msg="no route" err="context deadline exceeded" path=/x',
      'error',
      'no route path=/x err=context deadline exceeded',
    ],
    ['{"time":"2026-11-21T14:00:01.123456789Z","level":"INFO","msg":"listening","addr":":8080"}', 'info', 'listening addr=:8080'],
    ['{"time":"2026-11-21T14:00:01.123456789Z","level":"ERROR+2","msg":"odd"}', 'error', 'odd'],
    ['2026/11/21 14:00:01 INFO listening addr=:8080', 'info', 'listening addr=:8080'],
    ['2026/11/21 14:00:02 WARN pool is small size=2', 'warn', 'pool is small size=2'],
  ],
  logrus: [
    ['time="2026-11-21T14:00:01Z" level=warning msg="low disk" free=3GB', 'warn', 'low disk free=3GB'],
    ['time="2026-11-21T14:00:01Z" level=info msg="ERROR page served" status=200', 'info', 'ERROR page served status=200'],
    ['INFO[0012] pulled image                                  image=web', 'info', 'pulled image  image=web'],
    ['ERRO[0013] no such image                                 image=wbe', 'error', 'no such image  image=wbe'],
  ],
  'go-kit, Prometheus, Grafana': [
    [
      'ts=2026-11-21T14:00:01.123Z caller=main.go:512 level=info msg="Starting Prometheus Server" mode=server',
      'info',
      'Starting Prometheus Server mode=server <main.go:512>',
    ],
    [
      'ts=2026-11-21T14:00:01.123Z caller=compact.go:12 level=error component=tsdb msg="compaction failed" err="no space left on device"',
      'error',
      'compaction failed component=tsdb err=no space left on device <compact.go:12>',
    ],
    [
      'logger=sqlstore t=2026-11-21T14:00:01.123Z level=info msg="Connecting to DB" dbtype=sqlite3',
      'info',
      'Connecting to DB dbtype=sqlite3 <sqlstore>',
    ],
    [
      'level=error ts=2026-11-21T14:00:01.123Z caller=dedupe.go:112 component=remote msg="failed to send" err="HTTP 500"',
      'error',
      'failed to send component=remote err=HTTP 500 <dedupe.go:112>',
    ],
  ],
  ngrok: [
    [
      't=2026-11-21T14:00:01+0000 lvl=info msg="started tunnel" obj=tunnels name=command_line addr=http://web:8000 url=https://7f3a-203-0-113-7.ngrok-free.app',
      'info',
      'started tunnel obj=tunnels name=command_line addr=http://web:8000 url=https://7f3a-203-0-113-7.ngrok-free.app',
    ],
    [
      't=2026-11-21T14:00:02+0000 lvl=eror msg="session closed, starting reconnect loop" obj=csess err="read EOF"',
      'error',
      'session closed, starting reconnect loop obj=csess err=read EOF',
    ],
    [
      't=2026-11-21T14:00:03+0000 lvl=warn msg="failed to open private leg" privaddr=web:8000 err="dial tcp: connect: connection refused"',
      'warn',
      'failed to open private leg privaddr=web:8000 err=dial tcp: connect: connection refused',
    ],
    [
      't=2026-11-21T14:00:04+0000 lvl=info msg="join connections" obj=join id=0a1b l=10.0.0.3:8000 r=203.0.113.7:50112',
      'info',
      'join connections obj=join id=0a1b l=10.0.0.3:8000 r=203.0.113.7:50112',
    ],
  ],
  'structlog, Python JSON': [
    [
      '{"event": "login", "user": "ana", "level": "info", "timestamp": "2026-11-21T14:00:01.123456Z", "logger": "app.auth"}',
      'info',
      'login user=ana <app.auth>',
    ],
    [
      '{"event": "save failed", "level": "error", "timestamp": "2026-11-21T14:00:02Z", "exception": "Traceback (most recent call last):\\n  File \\"/app/db.py\\", line 12, in save\\n    cur.execute(q)\\npsycopg.OperationalError: the connection is lost"}',
      'error',
      'save failed exception=psycopg.OperationalError: the connection is lost',
    ],
    [
      '{"asctime": "2026-11-21 14:00:01,123", "levelname": "WARNING", "name": "app.jobs", "message": "queue is long", "size": 412}',
      'warn',
      'queue is long size=412 <app.jobs>',
    ],
    [
      '{"timestamp": "2026-11-21T14:00:01Z", "level": "CRITICAL", "logger": "app", "message": "out of disk"}',
      'fatal',
      'out of disk <app>',
    ],
    [
      '{"text": "2026-11-21 14:00:01.123 | INFO | app:run:1 - hello", "record": {"level": {"name": "INFO", "no": 20}}}',
      'info',
      '2026-11-21 14:00:01.123 | INFO | app:run:1 - hello record={"level":{"name":"INFO","no":20}}',
    ],
  ],
  'Serilog, .NET': [
    [
      '{"@t":"2026-11-21T14:00:01.1234567Z","@mt":"Order {OrderId} paid by {User}","OrderId":7,"User":"ana"}',
      'info',
      'Order 7 paid by ana',
    ],
    [
      '{"@t":"2026-11-21T14:00:01.1234567Z","@m":"Order 7 failed","@l":"Error","@x":"System.TimeoutException: gone\\n   at Shop.Pay()","OrderId":7}',
      'error',
      'Order 7 failed OrderId=7 @x=System.TimeoutException: gone',
    ],
    [
      '{"EventId":13,"LogLevel":"Warning","Category":"Shop.Orders","Message":"slow","State":{"n":1}}',
      'warn',
      'slow EventId=13 State={"n":1} <Shop.Orders>',
    ],
  ],
  MongoDB: [
    [
      '{"t":{"$date":"2026-11-21T14:00:01.123+00:00"},"s":"I","c":"NETWORK","id":22943,"ctx":"listener","msg":"Connection accepted","attr":{"remote":"10.0.0.7:51112","connectionCount":3}}',
      'info',
      'Connection accepted c=NETWORK ctx=listener remote=10.0.0.7:51112 connectionCount=3',
    ],
    [
      '{"t":{"$date":"2026-11-21T14:00:02.123+00:00"},"s":"E","c":"STORAGE","id":20557,"ctx":"initandlisten","msg":"DBException in initAndListen, terminating","attr":{"error":"Location28596: Unable to determine status of lock file"}}',
      'error',
      'DBException in initAndListen, terminating c=STORAGE ctx=initandlisten error=Location28596: Unable to determine status of lock file',
    ],
    [
      '{"t":{"$date":"2026-11-21T14:00:03.123+00:00"},"s":"W","c":"CONTROL","id":22120,"svc":"-","ctx":"initandlisten","msg":"Access control is not enabled for the database","tags":["startupWarnings"]}',
      'warn',
      'Access control is not enabled for the database c=CONTROL ctx=initandlisten tags=["startupWarnings"]',
    ],
    [
      '2019-11-21T14:00:01.123+0000 I  NETWORK  [listener] connection accepted from 10.0.0.7:51112 #3',
      'info',
      'NETWORK  [listener] connection accepted from 10.0.0.7:51112 #3',
    ],
  ],
  Caddy: [
    [
      '{"level":"info","ts":1795269601.12,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"10.0.0.7","proto":"HTTP/2.0","method":"GET","host":"shop.test","uri":"/api/orders?limit=5","headers":{"User-Agent":["curl/8.5"]}},"bytes_read":0,"user_id":"","duration":0.0123456,"size":512,"status":200,"resp_headers":{"Server":["Caddy"]}}',
      'info',
      'GET /api/orders?limit=5 200 12.3ms handled request size=512 <http.log.access.log0>',
    ],
    [
      '{"level":"error","ts":1795269602.12,"logger":"http.log.error","msg":"dial tcp 10.0.0.3:8080: connect: connection refused","request":{"method":"GET","uri":"/"},"duration":0.0007,"status":502}',
      'error',
      'GET / 502 0.7ms dial tcp 10.0.0.3:8080: connect: connection refused <http.log.error>',
    ],
  ],
  Traefik: [
    [
      '{"ClientAddr":"10.0.0.7:51112","ClientHost":"10.0.0.7","DownstreamStatus":200,"Duration":1234567,"RequestMethod":"GET","RequestPath":"/health","RouterName":"web@docker","level":"info","msg":"","time":"2026-11-21T14:00:01Z"}',
      'info',
      'GET /health 200 1.2ms ClientAddr=10.0.0.7:51112 ClientHost=10.0.0.7 RouterName=web@docker',
    ],
    [
      '2026-11-21T14:00:01Z ERR github.com/traefik/traefik/v3/pkg/provider/docker/pdocker.go:90 > Provider error, retrying in 2s error="Cannot connect to the Docker daemon" providerName=docker',
      'error',
      'Provider error, retrying in 2s error="Cannot connect to the Docker daemon" providerName=docker <github.com/traefik/traefik/v3/pkg/provider/docker/pdocker.go:90>',
    ],
    [
      'time="2026-11-21T14:00:01Z" level=error msg="port is missing" providerName=docker container=web-1',
      'error',
      'port is missing providerName=docker container=web-1',
    ],
  ],
  winston: [
    [
      '{"level":"info","message":"order paid","service":"shop","timestamp":"2026-11-21 14:00:01"}',
      'info',
      'order paid service=shop',
    ],
    ['info: order paid {"order":7,"service":"shop"}', 'info', 'order paid order=7 service=shop'],
    ['2026-11-21T14:00:01.123Z [error]: order failed {"order":7}', 'error', 'order failed order=7'],
    ['2026-11-21 14:00:01 warn: pool is small', 'warn', 'pool is small'],
  ],
  'journald and GELF': [
    [
      '{"PRIORITY":"3","_HOSTNAME":"edge","_PID":"812","SYSLOG_IDENTIFIER":"backup","MESSAGE":"no space left"}',
      'error',
      'no space left SYSLOG_IDENTIFIER=backup',
    ],
    [
      '{"version":"1.1","host":"edge","short_message":"disk is full","level":3,"timestamp":1795269601.1,"_disk":"sda"}',
      'error',
      'disk is full _disk=sda',
    ],
  ],
  'CloudWatch, GCP, ECS': [
    [
      '{"severity":"WARNING","message":"retrying","httpRequest":{"status":503},"time":"2026-11-21T14:00:01Z"}',
      'warn',
      'retrying httpRequest={"status":503}',
    ],
    [
      '{"@timestamp":"2026-11-21T14:00:01.123Z","log.level":"ERROR","message":"boom","ecs.version":"1.6.0","service.name":"shop"}',
      'error',
      'boom service.name=shop',
    ],
  ],
  'JSON over many lines': [
    ['{', null, same],
    ['  "level": "error",', '+'],
    ['  "message": "could not start",', '+'],
    ['  "details": {', '+'],
    ['    "port": 80', '+'],
    ['  }', '+'],
    ['}', '+'],
    ['next line', null, same],
    ['Config: {', null, same],
    ['  port: 80,', '+'],
    ['  tls: {', '+'],
    ['    on: true', '+'],
    ['  }', '+'],
    ['}', '+'],
    ['done', null, same],
  ],
  'JSON that is none, or has no level': [
    ['{"message":"no level in here"}', null, 'no level in here'],
    ['{"msg":"{\\"level\\":\\"error\\"} was posted"}', null, '{"level":"error"} was posted'],
    ['{"data":[{"level":"error"}],"msg":"3 rules"}', null, '3 rules data=[{"level":"error"}]'],
    ['{"error":null,"errors":0,"msg":"all good"}', null, 'all good errors=0'],
    ['{"msg":"cut off', null, same],
    ['{not json} at all', null, same],
    ['prefix {"level":"error","msg":"inside"}', 'error', 'prefix inside'],
    ['[1,2,3]', null, same],
  ],
};
