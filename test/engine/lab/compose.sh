#!/usr/bin/env bash
# Both generations of compose for the stories, where Debian has them. `docker compose` where it is missing: Debian 12 has docker-compose 1.29 only, which writes no depends_on
# labels. Debian 13's plugin is one static program that runs anywhere, and apt checks where it comes from; it is laid beside Docker's other
# plugins (or into STACKTOP_COMPOSE_DIR). Where that cannot be, 1.29 has to do, and what needs the new one skips, loudly.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
plugins=${STACKTOP_COMPOSE_DIR:-/usr/local/lib/docker/cli-plugins}
suite=trixie # Debian 13

# apt with lists and sources of its own, so that nothing of this machine's changes.
own_apt() {
  timeout 90 apt-get -qq -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder/cache" -o Dir::Etc::SourceList=/dev/null \
    -o "Dir::Etc::SourceParts=$folder/sources" -o Acquire::Languages=none -o Acquire::Retries=3 -o APT::Sandbox::User=root "$@" </dev/null
}

fetch() {
  [ "$(id -u)" = 0 ] && command -v apt-get && [ -n "$(mirror)" ] || { echo 'only root on Debian can fetch it here'; return 1; }
  rm -rf "$folder" && mkdir -p "$folder"/{lists/partial,cache/archives/partial,sources} && cd "$folder"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(mirror) $suite main" >sources/debian.list
  own_apt update && own_apt download docker-compose && dpkg-deb -x docker-compose_*.deb tree || return 1
  install -D -m 755 tree/usr/libexec/docker/cli-plugins/docker-compose "$plugins/docker-compose"
}

# What Compose 1 makes is told too, where there is one: Debian 13 has none.
command -v docker-compose >/dev/null || packages docker-compose || say 'no docker-compose: the stories that need Compose 1 do not run'
has_compose && exit 0
started=$SECONDS
folder=$state/compose
if (fetch) >"$state/compose.log" 2>&1 && has_compose; then
  rm -rf "$folder"
  say "docker compose $(docker compose version --short) after $((SECONDS - started)) s"
  exit 0
fi
tail -3 "$state/compose.log" >&2
command -v docker-compose >/dev/null || fail 'there is no compose at all'
printf '\n!!! NO DOCKER COMPOSE 2: it could not be had; %s is used.\n!!! The stories that need it do not run on this engine.\n\n' \
  "$(docker-compose version --short | sed 's/^/docker-compose /')" >&2
