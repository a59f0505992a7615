#!/usr/bin/env bash
# The engine that the stories run on. `start`: the one that answers on the default socket, else Debian's own, installed and started
# here. `stop`: ends the one that `start` started, and no other; `kill`: the same by SIGKILL. `owns`: whether there is such a one.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
own=$state/dockerd.pid

# The process id of the engine we started, when it still runs: the number alone could be somebody else's by now.
own_engine() {
  local pid
  pid=$(cat "$own" 2>/dev/null) && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ] && echo "$pid"
}

# dockerd refuses to start when the number in a left-over pid file is in use again, by whatever program.
remove_stale_pid_files() {
  ps -eo comm= | grep -qx dockerd || rm -f /run/docker.pid /var/run/docker.pid /var/run/docker/containerd/containerd.pid
}

start() {
  if command -v docker >/dev/null && engine_answers; then
    say "the engine on the default socket answers: $(docker version -f '{{.Server.Version}}, API {{.Server.APIVersion}}')"
    return
  fi
  if ! command -v dockerd >/dev/null || ! command -v docker >/dev/null; then packages docker.io docker-cli iptables; fi
  [ "$(id -u)" = 0 ] || fail "no engine answers, and only root can start one"
  if [ -z "$(own_engine)" ]; then
    remove_stale_pid_files
    setsid dockerd </dev/null >"$state/dockerd.log" 2>&1 &
    echo $! >"$own"
  fi
  local turn
  for turn in $(seq 120); do
    if engine_answers; then
      say "started Docker $(docker version -f '{{.Server.Version}}, API {{.Server.APIVersion}}')"
      return
    fi
    [ -n "$(own_engine)" ] || [ "$turn" -lt 3 ] || break
    sleep 0.5
  done
  tail -15 "$state/dockerd.log" >&2
  stop
  fail "dockerd did not come up; its last lines are above"
}

stop() {
  local pid
  if pid=$(own_engine); then
    kill "$pid"
    for _ in $(seq 120); do
      [ -n "$(own_engine)" ] || break
      sleep 0.25
    done
    [ -z "$(own_engine)" ] || { say "dockerd $pid does not end; killing it"; kill -KILL "$pid"; }
    say "stopped the engine that was started here"
  fi
  rm -f "$own"
}

# Pulls the plug: no engine has time to say goodbye.
kill_hard() {
  local pid
  pid=$(own_engine) || fail "the engine was not started here: it is left alone"
  kill -KILL "$pid"
  while [ -n "$(own_engine)" ]; do sleep 0.1; done
}

case ${1-} in
  start | stop) "$1" ;;
  kill) kill_hard ;;
  owns) own_engine >/dev/null ;;
  *) fail "usage: engine.sh start|stop|kill|owns" ;;
esac
