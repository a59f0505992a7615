import {type Corpus, same} from './corpus.js';

/** Java: logback, log4j, Kafka, Elasticsearch and others, traces. Written for this test, in the formats that their documentation gives. */
export const javaLines: Corpus = {
  'Spring Boot': [
    ['', null, same],
    ['  .   ____          _            __ _ _', '+'],
    [" /\\\\ / ___'_ __ _ _(_)_ __  __ _ \\ \\ \\ \\", '+'],
    ["  '  |____| .__|_| |_|_| |_\\__, | / / / /", '+'],
    [
      '2026-11-21T14:00:01.123Z  INFO 1 --- [           main] com.shop.ShopApplication                 : Starting ShopApplication v1.4.2 with PID 1',
      'info',
      'Starting ShopApplication v1.4.2 with PID 1 <com.shop.ShopApplication>',
    ],
    [
      '2026-11-21T14:00:02.123Z  WARN 1 --- [nio-8080-exec-3] c.s.orders.OrderService                  : order 7 is late',
      'warn',
      'order 7 is late <c.s.orders.OrderService>',
    ],
    [
      '2026-11-21T14:00:03.123Z ERROR 1 --- [shop] [nio-8080-exec-4] o.a.c.c.C.[.[.[/].[dispatcherServlet]    : Servlet.service() for servlet [dispatcherServlet] threw exception',
      'error',
      'Servlet.service() for servlet [dispatcherServlet] threw exception <o.a.c.c.C.[.[.[/].[dispatcherServlet]>',
    ],
    ['', '+'],
    ['java.lang.IllegalStateException: no card', '+'],
    ['\tat com.shop.orders.OrderService.pay(OrderService.java:88) ~[app.jar!/:1.4.2]', '+'],
    ['\tat java.base/java.lang.Thread.run(Thread.java:1583) ~[na:na]', '+'],
    ['Caused by: java.net.ConnectException: Connection refused', '+'],
    ['\tat java.base/sun.nio.ch.Net.connect(Net.java:579) ~[na:na]', '+'],
    ['\t... 12 common frames omitted', '+'],
    ['', '+'],
    ['2026-11-21 14:00:04.123  INFO 1 --- [main] c.s.Shop : 0 errors', 'info', '0 errors <c.s.Shop>'],
  ],
  'logback, log4j2, slf4j-simple, JUL': [
    ['14:00:01.123 [main] INFO  com.shop.Orders - order paid', 'info', 'order paid <com.shop.Orders>'],
    ['14:00:01.123 [pool-1-thread-2] ERROR com.shop.Orders - order failed', 'error', 'order failed <com.shop.Orders>'],
    ['java.lang.NullPointerException: Cannot invoke "Card.number()" because "card" is null', '+'],
    ['\tat com.shop.Orders.pay(Orders.java:12)', '+'],
    ['\tSuppressed: java.io.IOException: close failed', '+'],
    ['\t\t... 3 more', '+'],
    ['2026-11-21 14:00:01,123 main DEBUG Starting LoggerContext', 'debug', 'Starting LoggerContext <main>'],
    ['2026-11-21 14:00:01.123 [http-1] WARN  c.s.Orders:42 - slow', 'warn', 'slow <c.s.Orders>'],
    ['[main] INFO com.shop.Orders - order paid', 'info', 'order paid <com.shop.Orders>'],
    ['Nov 21, 2026 2:00:01 PM com.shop.Orders pay', null, same],
    ['SEVERE: order failed', 'error', 'order failed'],
    ['INFO: order paid', 'info', 'order paid'],
    ['Exception in thread "main" java.lang.RuntimeException: boom', 'error', same],
    ['\tat com.shop.Main.main(Main.java:5)', '+'],
    ['Caused by: java.io.IOException: gone', '+'],
    ['\t... 1 more', '+'],
  ],
  'Kafka, ZooKeeper, Confluent': [
    ['===> Launching kafka ... ', null, '===> Launching kafka ...'],
    [
      '[2026-11-21 14:00:01,120] INFO [KafkaServer id=1] started (kafka.server.KafkaServer)',
      'info',
      '[KafkaServer id=1] started <kafka.server.KafkaServer>',
    ],
    [
      '[2026-11-21 14:00:02,120] WARN [Controller id=1, targetBrokerId=1] Connection to node 1 could not be established. Node may not be available. (org.apache.kafka.clients.NetworkClient)',
      'warn',
      '[Controller id=1, targetBrokerId=1] Connection to node 1 could not be established. Node may not be available. <org.apache.kafka.clients.NetworkClient>',
    ],
    [
      '[2026-11-21 14:00:03,240] WARN [Controller id=1, targetBrokerId=1] Connection to node 1 could not be established. Node may not be available. (org.apache.kafka.clients.NetworkClient)',
      'warn',
      '[Controller id=1, targetBrokerId=1] Connection to node 1 could not be established. Node may not be available. <org.apache.kafka.clients.NetworkClient>',
      'again',
    ],
    [
      '[2026-11-21 14:00:04,120] INFO [ReplicaFetcher replicaId=1] Error sending fetch request (org.apache.kafka.clients.FetchSessionHandler)',
      'info',
      '[ReplicaFetcher replicaId=1] Error sending fetch request <org.apache.kafka.clients.FetchSessionHandler>',
    ],
    ['java.io.IOException: Connection to 2 was disconnected before the response was read', '+'],
    ['\tat org.apache.kafka.clients.NetworkClientUtils.sendAndReceive(NetworkClientUtils.java:99)', '+'],
    [
      '[2026-11-21 14:00:05,120] ERROR Disk error while writing log (kafka.server.LogDirFailureChannel)',
      'error',
      'Disk error while writing log <kafka.server.LogDirFailureChannel>',
    ],
    [
      '[2026-11-21 14:00:05,121] FATAL Exiting Kafka due to fatal exception (io.confluent.kafka.Main$)',
      'fatal',
      'Exiting Kafka due to fatal exception <io.confluent.kafka.Main$>',
    ],
    ['[2026-11-21 14:00:06,120] INFO KafkaConfig values: ', 'info', 'KafkaConfig values:'],
    ['\tadvertised.listeners = PLAINTEXT://kafka:9092', '+'],
    ['\tlog.cleaner.enable = true', '+'],
    [' (kafka.server.KafkaConfig)', '+'],
    [
      '2026-11-21 14:00:01,123 [myid:1] - INFO  [main:QuorumPeerConfig@123] - Reading configuration from: /conf/zoo.cfg',
      'info',
      '[main:QuorumPeerConfig@123] - Reading configuration from: /conf/zoo.cfg',
    ],
    [
      '2026-11-21 14:00:01,123 [myid:] - WARN  [NIOWorkerThread-1:NIOServerCnxn@373] - Close of session 0x0',
      'warn',
      '[NIOWorkerThread-1:NIOServerCnxn@373] - Close of session 0x0',
    ],
    [
      '[2026-11-21 14:00:01,123] WARN Close of session 0x0 (org.apache.zookeeper.server.NIOServerCnxn)',
      'warn',
      'Close of session 0x0 <org.apache.zookeeper.server.NIOServerCnxn>',
    ],
    [
      '[main-SendThread(zookeeper:2181)] INFO org.apache.zookeeper.ClientCnxn - Socket connection established',
      'info',
      'Socket connection established <org.apache.zookeeper.ClientCnxn>',
    ],
  ],
  'Elasticsearch, Cassandra, Tomcat, Jenkins': [
    [
      '[2026-11-21T14:00:01,123][INFO ][o.e.n.Node               ] [es01] started {es01}{7f3a}',
      'info',
      '[es01] started {es01}{7f3a} <o.e.n.Node>',
    ],
    [
      '[2026-11-21T14:00:01,123][WARN ][o.e.c.r.a.DiskThresholdMonitor] [es01] high disk watermark [90%] exceeded',
      'warn',
      '[es01] high disk watermark [90%] exceeded <o.e.c.r.a.DiskThresholdMonitor>',
    ],
    [
      '{"@timestamp":"2026-11-21T14:00:01.123Z", "log.level": "WARN", "message":"this node is locked", "ecs.version": "1.2.0","service.name":"ES_ECS","event.dataset":"elasticsearch.server","process.thread.name":"main","log.logger":"org.elasticsearch.env","elasticsearch.node.name":"es01"}',
      'warn',
      'this node is locked service.name=ES_ECS event.dataset=elasticsearch.server process.thread.name=main elasticsearch.node.name=es01 <org.elasticsearch.env>',
    ],
    [
      'INFO  [main] 2026-11-21 14:00:01,123 StorageService.java:12 - Starting up server gossip',
      'info',
      'Starting up server gossip <StorageService.java>',
    ],
    [
      '21-Nov-2026 14:00:01.123 INFO [main] org.apache.catalina.startup.Catalina.start Server startup in [412] milliseconds',
      'info',
      'Server startup in [412] milliseconds <org.apache.catalina.startup.Catalina.start>',
    ],
    [
      '2026-11-21 14:00:01.123+0000 [id=1]\tINFO\thudson.WebAppMain$3#run: Jenkins is fully up and running',
      'info',
      'Jenkins is fully up and running <hudson.WebAppMain$3#run>',
    ],
  ],
  'Keycloak, Quarkus, Vert.x': [
    [
      '2026-11-21 14:00:01,123 INFO  [io.quarkus] (main) Keycloak 24.0.1 on JVM started in 4.2s',
      'info',
      'Keycloak 24.0.1 on JVM started in 4.2s <io.quarkus>',
    ],
    [
      '2026-11-21 14:00:01,123 ERROR [org.keycloak.services] (executor-thread-1) KC-SERVICES0002: failed',
      'error',
      'KC-SERVICES0002: failed <org.keycloak.services>',
    ],
  ],
  'Scala, Akka, GC': [
    [
      '[2026-11-21 14:00:01,123] [INFO] [akka.event.slf4j.Slf4jLogger] [app-akka.actor.default-dispatcher-3] [] - Slf4jLogger started',
      'info',
      '[app-akka.actor.default-dispatcher-3] [] - Slf4jLogger started <akka.event.slf4j.Slf4jLogger>',
    ],
    ['[0.012s][info][gc] Using G1', 'info', '[gc] Using G1 <0.012s>'],
  ],
};
