#!/usr/bin/env bash
# `up`: the projects shop and shop-test on the default engine, healthy. `up services [SERVICE…]`: the project services, or those of it and
# what they depend on, answering; in a test run (STACKTOP_RUN names it) they stay up for its next file, and `end-run` takes them away.
# `up system NAME [PROJECT]`: one of systems/, under its own name or another, well. `down PROJECT`: takes one away. `down`: takes away
# everything that has the label stacktop.lab, so what single stories made too. Projects of the same name that are somebody's own are left
# alone: then `up` fails.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$lab/system.sh"
projects=(shop shop-test)
run=$state/services.run

compose() {
  if has_compose; then docker compose "$@"; else docker-compose "$@"; fi
}

# One after another, whoever else removes some now (test/engine/support.ts): removals in parallel have hung Docker 20.10 for good.
remove() { flock "$state/removing" docker rm -f -v "$1" >/dev/null; }

# Every container or volume of a project, less ours.
somebodys() {
  local kind list
  for kind in container volume; do
    list=(docker "$kind" ls -q)
    [ $kind = volume ] || list+=(-a)
    comm -23 <("${list[@]}" --filter "label=com.docker.compose.project=$1" | sort) <("${list[@]}" --filter label=stacktop.lab | sort)
  done
}

compose_up() { # PROJECT FILE… -- [SERVICE or flag of up…]
  local project=$1 files=()
  shift
  while [ "$1" != -- ]; do files+=(-f "$1") && shift; done
  shift
  [ -z "$(somebodys "$project")" ] || fail "this engine has a project $project of somebody's own; the stories keep off it"
  compose -p "$project" "${files[@]}" up -d "$@" </dev/null >"$state/$project.log" 2>&1 || { tail -15 "$state/$project.log" >&2; fail "$project did not come up"; }
}

up_shops() {
  local project deadline
  for project in "${projects[@]}"; do compose_up "$project" "$lab/shop.yml" --; done
  deadline=$((SECONDS + 180))
  for project in "${projects[@]}"; do
    until docker ps -q --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.service=web --filter health=healthy | grep -q .; do
      [ $SECONDS -lt $deadline ] || fail "web of $project is not healthy after three minutes"
      sleep 0.2
    done
    until docker ps -aq --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.service=job --filter status=exited --filter exited=0 | grep -q .; do
      [ $SECONDS -lt $deadline ] || fail "job of $project is not done after three minutes"
      sleep 0.2
    done
  done
}

# answers SERVICE ID: whether a service does its work already. The broker is not asked but read: a tool of Kafka takes 80 MB of its memory.
answers() {
  case $1 in
    *postgres) docker exec "$2" pg_isready -q -h 127.0.0.1 ;;
    redis*) docker exec "$2" redis-cli ping ;;
    kafka) grep -q 'started (kafka.server.KafkaServer)' <<<"$(docker logs "$2" 2>&1)" ;;
    zookeeper) grep -q 'binding to port' <<<"$(docker logs "$2" 2>&1)" ;;
    api | web) docker exec "$2" ask http://localhost:8000/health ;;
    ngrok) docker exec "$2" ask http://localhost:4040/api/tunnels ;;
    *) true ;;
  esac >/dev/null 2>&1
}

# What another run has left is not as this one expects it; what has ended (with its engine) is made anew.
remove_stale_services() {
  local id
  if [ -n "${STACKTOP_RUN-}" ] && [ "$(cat "$run" 2>/dev/null)" != "$STACKTOP_RUN" ]; then
    down services
    echo "$STACKTOP_RUN" >"$run"
  fi
  for id in $(docker ps -aq --filter label=com.docker.compose.project=services --filter label=stacktop.lab --filter status=exited); do
    remove "$id"
  done
}

up_services() {
  local started=$SECONDS id service filter=(--filter label=com.docker.compose.project=services)
  remove_stale_services
  compose_up services "$lab/services.yml" -- "$@"
  docker ps -a "${filter[@]}" --format '{{.ID}} {{.Label "com.docker.compose.service"}}' | while read -r id service; do
    until answers "$service" "$id" </dev/null; do
      [ "$(docker inspect -f '{{.State.Running}}' "$id")" = true ] || { docker logs --tail 15 "$id" >&2; fail "$service of services has ended"; }
      [ $((SECONDS - started)) -lt 180 ] || fail "$service of services does not answer after three minutes"
      sleep 0.2
    done
  done
}

up() {
  "$lab/compose.sh"
  case ${1-} in
    '') up_shops ;;
    services) up_services "${@:2}" ;;
    system) up_system "${@:2}" ;;
    *) fail "there is no project $1" ;;
  esac
}

down() {
  local ours=(--filter label=stacktop.lab) id left
  [ -z "${1-}" ] || ours+=(--filter "label=com.docker.compose.project=$1")
  for id in $(docker ps -aq "${ours[@]}"); do remove "$id" || true; done
  for id in $(docker network ls -q "${ours[@]}"); do docker network rm "$id" >/dev/null || true; done
  for id in $(docker volume ls -q "${ours[@]}"); do docker volume rm "$id" >/dev/null || true; done
  [ -n "${1-}" ] || untag_images
  left=$({ docker ps -a --format 'container {{.Names}}' "${ours[@]}" && docker network ls --format 'network {{.Name}}' "${ours[@]}" && docker volume ls --format 'volume {{.Name}}' "${ours[@]}"; } | paste -sd,)
  [ -z "$left" ] || fail "could not be taken away: $left"
}

# What a run had brought up for all its files.
end_run() {
  [ -n "${STACKTOP_RUN-}" ] && [ "$(cat "$run" 2>/dev/null)" = "$STACKTOP_RUN" ] || return 0
  down services
  rm -f "$run"
}

case ${1-} in
  up | down) "$@" ;;
  end-run) end_run ;;
  *) fail "usage: stacks.sh up [services [SERVICE…] | system NAME [PROJECT]] | down [PROJECT] | end-run" ;;
esac
