#!/usr/bin/env bash
# `up`: the projects shop and shop-test on the default engine, healthy. `down`: takes away everything that has the label stacktop.lab, so
# what single stories made too. Projects of the same name that are somebody's own are left alone: then `up` fails.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
projects=(shop shop-test)

compose() {
  if docker compose version >/dev/null 2>&1; then docker compose "$@"; else docker-compose "$@"; fi
}

# Every container or volume of a project, less ours.
somebodys() {
  local kind list
  for kind in container volume; do
    list=(docker "$kind" ls -q)
    [ $kind = volume ] || list+=(-a)
    comm -23 <("${list[@]}" --filter "label=com.docker.compose.project=$1" | sort) <("${list[@]}" --filter label=stacktop.lab | sort)
  done
}

up() {
  docker compose version >/dev/null 2>&1 || command -v docker-compose >/dev/null || packages docker-compose
  local project deadline
  for project in "${projects[@]}"; do
    [ -z "$(somebodys "$project")" ] || fail "this engine has a project $project of somebody's own; the stories keep off it"
    compose -p "$project" -f "$lab/shop.yml" up -d </dev/null >"$state/$project.log" 2>&1 || { tail -15 "$state/$project.log" >&2; fail "$project did not come up"; }
  done
  deadline=$((SECONDS + 60))
  for project in "${projects[@]}"; do
    until docker ps -q --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.service=web --filter health=healthy | grep -q .; do
      [ $SECONDS -lt $deadline ] || fail "web of $project is not healthy after a minute"
      sleep 0.2
    done
  done
}

# One after another: removals in parallel have hung Docker 20.10 for good.
down() {
  local ours='--filter label=stacktop.lab' id
  # shellcheck disable=SC2086 # two words
  for id in $(docker ps -aq $ours); do docker rm -f -v "$id" >/dev/null || true; done
  # shellcheck disable=SC2086
  for id in $(docker network ls -q $ours); do docker network rm "$id" >/dev/null || true; done
  # shellcheck disable=SC2086
  for id in $(docker volume ls -q $ours); do docker volume rm "$id" >/dev/null || true; done
}

case ${1-} in
  up | down) "$1" ;;
  *) fail "usage: stacks.sh up|down" ;;
esac
