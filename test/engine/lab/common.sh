# Read in by the lab's scripts: where its state lives, and what all of them need.
lab=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
state=${STACKTOP_LAB:-${TMPDIR:-/tmp}/stacktop-test-lab}
mkdir -p "$state"

say() { printf 'lab: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

engine_answers() { timeout 10 docker version >/dev/null 2>&1; }
has_image() { docker image inspect "$1" >/dev/null 2>&1; }
has_compose() { docker compose version >/dev/null 2>&1; }

# The first Debian mirror of this machine, in either form of its sources.
mirror() {
  local sources
  sources=$(cat /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null || true)
  { grep -oE '^(URIs:|deb) .*' <<<"$sources" || true; } | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -1 | tr -d ' ' || true
}

# packages NAME…: Debian packages, those that are missing, without a question asked.
packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || { say "needs ${missing[*]}; only root on Debian can install that here"; return 1; }
  say "installing ${missing[*]}"
  apt-get update -qq -o Acquire::Retries=3 </dev/null >"$state/apt.log" 2>&1 || say "apt-get update failed; going on with the lists that are here"
  local wanted=() name
  for name in "${missing[@]}"; do
    if apt-cache show "$name" >/dev/null 2>&1; then wanted+=("$name"); elif [ "$name" != docker-cli ]; then say "Debian's lists have no $name"; fi
  done
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Acquire::Retries=3 -o Dpkg::Options::=--force-unsafe-io "${wanted[@]}" \
    </dev/null >>"$state/apt.log" 2>&1 || { tail -5 "$state/apt.log" >&2; return 1; }
}
