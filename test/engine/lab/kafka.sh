#!/usr/bin/env bash
# Kafka and ZooKeeper for the stories, where no image registry answers. `fetch`: Apache's jars by Maven (from wherever this machine's own
# Maven settings say) and Debian's Java, into the lab's state; next to anything else. `build`: the two images of them, on stacktop-test/base.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
context=$state/kafka

# Ten seconds where its repository answers; for one that does not, Maven would wait much longer than we do.
fetch_jars() {
  command -v mvn >/dev/null || fail "there is no Maven here, which Kafka's jars come by"
  timeout --foreground -k 5 240 mvn -q -B -ntp -f "$context/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$context/jars" \
    </dev/null >"$state/maven.log" 2>&1 || { grep -m 1 ERROR "$state/maven.log" >&2; fail "Maven could not fetch Kafka's jars"; }
}

# The package is taken apart, not installed: what it depends on is for desktops, fonts and printers.
fetch_java() {
  local package download=(apt-get download -qq -o APT::Sandbox::User=root -o Acquire::Retries=3)
  cd "$context"
  package=$(apt-cache depends default-jre-headless | grep -oE 'openjdk-[0-9]+-jre-headless' | head -1 || true)
  if [ -z "$package" ] || ! "${download[@]}" "$package" >"$state/java.log" 2>&1; then
    apt-get update -qq </dev/null >>"$state/java.log" 2>&1 || true
    package=$(apt-cache depends default-jre-headless | grep -oE 'openjdk-[0-9]+-jre-headless' | head -1 || true)
    "${download[@]}" "${package:-default-jre-headless}" >>"$state/java.log" 2>&1 || { tail -5 "$state/java.log" >&2; fail "Debian's Java could not be fetched"; }
  fi
  dpkg-deb -x "$package"_*.deb jre
  rm -rf "$package"_*.deb jre/usr/share jre/usr/lib/jvm/*/{legal,man,docs,lib/ct.sym}
}

fetch() {
  local java
  rm -rf "$context"
  cp -r "$lab/kafka" "$context"
  fetch_java &
  java=$!
  fetch_jars
  wait "$java"
}

build() {
  local name
  for name in zookeeper kafka; do
    docker build -q --force-rm --network none --target "$name" -t "stacktop-test/$name" "$context" </dev/null >"$state/build-$name.log" 2>&1 ||
      { tail -8 "$state/build-$name.log" >&2; fail "the image $name could not be built"; }
  done
  rm -rf "$context"
}

case ${1-} in
  fetch | build) "$1" ;;
  *) fail "usage: kafka.sh fetch|build" ;;
esac
