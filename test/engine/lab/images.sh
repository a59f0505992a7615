#!/usr/bin/env bash
# The images of the stories' stacks, as stacktop-test/NAME. From an image registry when one answers; else from Debian packages in a tree
# of their own, so that PostgreSQL and Redis are the real ones either way, and Kafka and ZooKeeper with jars from Maven (kafka.sh). What is
# there already and was made from the same files is kept: `docker rmi` it to have it anew. Without Kafka's two images this succeeds all the
# same, and says so loudly: only the stories about Kafka need them, and skip.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
names=(postgres redis web ngrok shell-less)
broker=(kafka zookeeper)
started=$SECONDS

# A second tag of each image tells which state of the folder it was made from. recipe FOLDER: that tag.
recipe() { find "$lab/$1" -type f -print0 | sort -z | xargs -0 cat | cksum | sed 's/\([0-9]*\).*/of-\1/'; }
ours=$(recipe images)
theirs=$(recipe kafka)

# missing RECIPE NAME…: whether one of them is, or is out of date.
missing() {
  local recipe=$1 name
  for name in "${@:2}"; do
    if ! has_image "stacktop-test/$name" || ! has_image "stacktop-test/$name:$recipe"; then return 0; fi
  done
  return 1
}

# mark RECIPE NAME…: they are of that state now.
mark() {
  local name
  for name in "${@:2}"; do docker tag "stacktop-test/$name" "stacktop-test/$name:$1"; done
}

# pull IMAGE: quickly or not at all.
pull() { has_image "$1" || timeout 120 docker pull -q "$1" </dev/null >/dev/null 2>&1; }
registry_answers() {
  timeout 5 getent hosts registry-1.docker.io >/dev/null 2>&1 && timeout 10 curl -s -o /dev/null https://registry-1.docker.io/v2/
}

# How this machine reaches its mirror (proxies, certificates) holds inside the tree too.
carry_apt_settings() {
  local tree=$1 file
  apt-config dump | grep '^Acquire::' >"$tree/etc/apt/apt.conf.d/90host" || true
  for file in $(grep -oE '^Acquire::https[^ ]*::(CAInfo|CaInfo|SslCert|SslKey)  *"[^"]+' "$tree/etc/apt/apt.conf.d/90host" | cut -d '"' -f 2); do
    if [ -f "$file" ]; then install -D -m 644 "$file" "$tree$file"; fi
  done
  if [ -f /etc/ssl/certs/ca-certificates.crt ]; then
    mkdir -p "$tree/etc/ssl/certs"
    cp /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/"
  fi
  cp /etc/resolv.conf /etc/hosts "$tree/etc/"
}

# A minimal Debian with the servers in it, imported as stacktop-test/base.
make_base() {
  has_image stacktop-test/base && return
  [ "$(id -u)" = 0 ] || fail "no image registry answers, and only root can make a Debian tree"
  local tree=$state/tree suite
  suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-bookworm}")
  say "making a Debian $suite tree with PostgreSQL and Redis"
  rm -rf "$tree"
  debootstrap --variant=minbase "$suite" "$tree" "$(mirror)" </dev/null >"$state/tree.log" 2>&1 || { tail -5 "$state/tree.log" >&2; fail "debootstrap failed"; }
  carry_apt_settings "$tree"
  # no server starts in the tree, no first cluster is made, and manuals stay out
  printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d" && chmod +x "$tree/usr/sbin/policy-rc.d"
  mkdir -p "$tree/etc/postgresql-common" && echo 'create_main_cluster = false' >"$tree/etc/postgresql-common/createcluster.conf"
  printf '%s\n' force-unsafe-io 'path-exclude=/usr/share/doc/*' 'path-exclude=/usr/share/man/*' 'path-exclude=/usr/share/locale/*' >"$tree/etc/dpkg/dpkg.cfg.d/lab"
  chroot "$tree" sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold \
    postgresql redis-server python3 netcat-openbsd procps curl bash' </dev/null >>"$state/tree.log" 2>&1 || { tail -5 "$state/tree.log" >&2; fail "the tree's packages could not be installed"; }
  tar -C "$tree" --one-file-system --exclude=./var/cache/apt --exclude=./var/lib/apt/lists --exclude=./usr/share/doc -c . | docker import - stacktop-test/base >/dev/null
  rm -rf "$tree"
}

build() {
  docker build -q --force-rm --network none --target "$1" -t "stacktop-test/$1" --build-arg "BASE=$2" "$state/context" </dev/null >"$state/build.log" 2>&1 ||
    { tail -8 "$state/build.log" >&2; fail "the image $1 could not be built"; }
}

# How images.sh goes on when Kafka could not be had.
no_kafka() {
  printf '\n!!! NO KAFKA: %s\n!!! The stories about Kafka do not run on this engine.\n\n' "$1" >&2
}

build_ours() {
  rm -rf "$state/context"
  cp -r "$lab/images" "$state/context"
  cp "$(command -v busybox)" "$state/context/busybox"
  if registry_answers && pull postgres:16-alpine && pull redis:7-alpine && pull python:3.12-alpine; then
    docker tag postgres:16-alpine stacktop-test/postgres
    docker tag redis:7-alpine stacktop-test/redis
    base=python:3.12-alpine
  else
    say "no image registry: the images are made from Debian packages"
    make_base
    base=stacktop-test/base
    for name in postgres redis; do build "$name" "$base"; done
  fi
  for name in web ngrok shell-less; do build "$name" "$base"; done
  rm -rf "$state/context"
  mark "$ours" "${names[@]}"
}

# Fetching is mostly waiting and unpacking: it goes on beside the making of the tree.
fetch_kafka() {
  rm -f "$state/kafka-pulled"
  if registry_answers && pull confluentinc/cp-kafka:7.5.0 && pull confluentinc/cp-zookeeper:7.5.0; then
    docker tag confluentinc/cp-kafka:7.5.0 stacktop-test/kafka
    docker tag confluentinc/cp-zookeeper:7.5.0 stacktop-test/zookeeper
    touch "$state/kafka-pulled"
  else
    "$lab/kafka.sh" fetch
  fi
}

build_kafka() {
  if [ ! -e "$state/kafka-pulled" ]; then make_base && "$lab/kafka.sh" build || return; fi
  mark "$theirs" "${broker[@]}"
}

missing "$ours" "${names[@]}" || missing "$theirs" "${broker[@]}" || exit 0
packages busybox-static
if ! registry_answers; then
  packages debootstrap
  command -v mvn >/dev/null || packages maven || true # what that means is said below
fi

fetching=
trap '[ -z "$fetching" ] || kill -- "-$fetching" 2>/dev/null || true' EXIT
if missing "$theirs" "${broker[@]}"; then
  set -m # a process group of its own, to be ended whole
  fetch_kafka &
  fetching=$!
  set +m
fi
if missing "$ours" "${names[@]}"; then build_ours; fi
if [ -n "$fetching" ]; then
  if ! wait "$fetching"; then
    no_kafka "its parts could not be fetched"
  elif ! (build_kafka); then
    no_kafka "its images could not be built"
  fi
  fetching=
fi
say "images after $((SECONDS - started)) s: $(docker image ls --format '{{.Repository}} {{.Size}}' 'stacktop-test/*:latest' | sed 's/stacktop-test.//' | sort | paste -sd, | sed 's/,/, /g')"
