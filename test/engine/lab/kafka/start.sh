#!/bin/bash
# Process 1 of both images: configuration from the environment, then the server. A broker first waits for its ZooKeeper, 90 s.
set -eu
"${0%/*}/configure.py"
if [ "$COMPONENT" = kafka ]; then
  first=${KAFKA_ZOOKEEPER_CONNECT%%[,/]*}
  for turn in $(seq 450); do
    ! (: <>"/dev/tcp/${first/://}") 2>/dev/null || break
    [ "$turn" -lt 450 ] || { echo "ZooKeeper does not answer at $first" >&2; exit 1; }
    sleep 0.2
  done
fi
[ -z "${KAFKA_JMX_PORT-}" ] || export JMX_PORT=$KAFKA_JMX_PORT
export KAFKA_LOG4J_OPTS=${KAFKA_LOG4J_OPTS:--Dlog4j.configuration=file:/etc/kafka/log4j.properties}
exec "$COMPONENT-server-start" "/etc/kafka/$COMPONENT.properties"
